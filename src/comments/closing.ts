const DAY = 86_400_000

interface Closing {
  open: boolean
  closeAfterDays: number | null
}

interface Subject {
  commentsOpen: boolean
  /** The article's own days, which stand above the site's; 0: never by themselves. */
  commentsCloseAfter: number | null
  publishedAt: Date
}

/** When comments on an article close by themselves; null when they never do, or are closed anyway. */
export function closesAt(site: Closing, { commentsOpen, commentsCloseAfter, publishedAt }: Subject): Date | null {
  const days = commentsCloseAfter ?? site.closeAfterDays
  if (!site.open || !commentsOpen || !days) return null
  return new Date(publishedAt.getTime() + days * DAY)
}

/** Whether nobody can comment on an article any more. */
export function isClosed(closing: Closing, subject: Subject, now: Date): boolean {
  const moment = closesAt(closing, subject)
  return !closing.open || !subject.commentsOpen || (moment !== null && moment <= now)
}
