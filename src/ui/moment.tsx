import { html } from 'hono/html'
import type { Site } from '../settings/site.ts'
import { dateAndTime, day, weekday } from '../text/dates.ts'

interface MomentProps {
  at: Date
  site: Site
}

/** A date and time, for people in the site's zone and for machines in UTC. */
export const Moment = ({ at, site }: MomentProps) => time(at, dateAndTime(at, site.language, site.timeZone))

/** A date with its weekday: "Sunday 22 November 2026". */
export const Weekday = ({ at, site }: MomentProps) => time(at, weekday(at, site.language, site.timeZone))

/** A date alone. */
export const Day = ({ at, site }: MomentProps) => time(at, day(at, site.language, site.timeZone))

const time = (at: Date, text: string) => html`<time datetime="${at.toISOString()}">${text}</time>`
