/** When readers last got other words: by an update, or a correction. */
export const changedAt = ({
  updatedAt,
  corrections,
}: {
  updatedAt: Date
  corrections: readonly { at: Date }[]
}): Date => new Date(Math.max(...[updatedAt, ...corrections.map(({ at }) => at)].map(Number)))
