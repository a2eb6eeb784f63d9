/** Hard: the edge drops its copies. Soft: it keeps them, and asks the Worker whether they still hold. */
export type Force = 'hard' | 'soft'

/** A call to the edge: everything merged, as the platform allows a hundred tags a call and five calls a minute. */
export interface Call {
  force: Force
  tags: string[]
}

/** Rows of the outbox merged into one call; what a longer backlog leaves goes with the next. */
export const AT_ONCE = 2000

/** Asks the edge; answers null when it did, or what went wrong. */
export async function ask(edge: CacheContext | undefined, { force, tags }: Call): Promise<string | null> {
  if (!edge) return 'no edge here'
  try {
    const result = await (force === 'hard' ? edge.purge({ tags }) : edge.invalidate({ tags }))
    return result.success ? null : result.errors.map((error) => error.message).join('; ') || 'refused'
  } catch (error) {
    return messageOf(error)
  }
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
