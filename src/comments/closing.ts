const DAY = 86_400_000

interface Closing {
  open: boolean
  closeAfterDays: number | null
}

interface Subject {
  commentsOpen: boolean
  publishedAt: Date
}

/** When comments on an article close by themselves; null when they never do, or are closed anyway. */
export function closesAt({ open, closeAfterDays }: Closing, { commentsOpen, publishedAt }: Subject): Date | null {
  if (!open || !commentsOpen || closeAfterDays === null) return null
  return new Date(publishedAt.getTime() + closeAfterDays * DAY)
}

/** Whether nobody can comment on an article any more. */
export function isClosed(closing: Closing, subject: Subject, now: Date): boolean {
  const moment = closesAt(closing, subject)
  return !closing.open || !subject.commentsOpen || (moment !== null && moment <= now)
}
