import type { FC } from 'hono/jsx'
import type { Site } from '../settings/site.ts'
import { dateAndTime, day, weekday } from '../text/dates.ts'

interface MomentProps {
  at: Date
  site: Site
}

/** A date and time, for people in the site's zone and for machines in UTC. */
export const Moment: FC<MomentProps> = ({ at, site }) => (
  <time datetime={at.toISOString()}>{dateAndTime(at, site.language, site.timeZone)}</time>
)

/** A date with its weekday: "Sunday 22 November 2026". */
export const Weekday: FC<MomentProps> = ({ at, site }) => (
  <time datetime={at.toISOString()}>{weekday(at, site.language, site.timeZone)}</time>
)

/** A date alone. */
export const Day: FC<MomentProps> = ({ at, site }) => (
  <time datetime={at.toISOString()}>{day(at, site.language, site.timeZone)}</time>
)
