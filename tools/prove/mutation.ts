/** A way to break freshness, of one edit. */
export interface Mutation {
  what: string
  file: string
  from: string
  to: string
  /** A test of its own, for what random stories may miss. */
  test?: string
}
