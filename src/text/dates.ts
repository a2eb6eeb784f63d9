const formatters = new Map<string, Intl.DateTimeFormat>()

// Making a formatter costs far more than using it; what it does depends on nothing but its name.
function formatter(style: keyof typeof styles, locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${style} ${locale} ${timeZone}`
  let found = formatters.get(name)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone })
    formatters.set(name, found)
  }
  return found
}

const styles = {
  moment: { dateStyle: 'long', timeStyle: 'short' },
  day: { dateStyle: 'long' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  monthAlone: { month: 'long' },
  parts: {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** "22 November 2026, 09:30", in the site's language and time zone. */
export const dateAndTime = (date: Date, language: string, timeZone: string): string =>
  written('moment', date, language, timeZone)

/** "22 November 2026" */
export const day = (date: Date, language: string, timeZone: string): string => written('day', date, language, timeZone)

const MINUTE = 60_000
const MOST = 2_000
const texts = new Map<string, string>()

// A page that changed is written anew with the same moments in it, so the text of a minute is kept.
function written(style: 'moment' | 'day', date: Date, language: string, timeZone: string): string {
  const name = `${style} ${language} ${timeZone} ${Math.floor(date.getTime() / MINUTE)}`
  let text = texts.get(name)
  if (text === undefined) {
    text = formatter(style, regional(language), timeZone).format(date)
    if (texts.size >= MOST) texts.clear()
    texts.set(name, text)
  }
  return text
}

/** "Sunday 22 November 2026" */
export const weekday = (date: Date, language: string, timeZone: string): string =>
  formatter('weekday', regional(language), timeZone).format(date)

/** "November 2026", or "November" alone where the year is said; month counts from 1. */
export const monthName = (
  year: number,
  month: number,
  language: string,
  style: 'month' | 'monthAlone' = 'month',
): string => formatter(style, regional(language), 'UTC').format(new Date(Date.UTC(year, month - 1, 15)))

// Digits and months as arithmetic knows them.
const PLAIN = 'en-u-ca-gregory-nu-latn'

/** The year and month (from 1) that the clock of `timeZone` shows. */
export function localMonth(date: Date, timeZone: string): { year: number; month: number } {
  const parts = formatter('parts', PLAIN, timeZone).formatToParts(date)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return { year: part('year'), month: part('month') }
}

/** The moment at which a month (from 1; 13 is the next January) begins in `timeZone`. */
export function monthStart(year: number, month: number, timeZone: string): Date {
  return dayStart(Date.UTC(year, month - 1, 1), timeZone)
}

/** The moment at which the day that begins at `wall` in UTC begins in `timeZone`. */
export function dayStart(wall: number, timeZone: string): Date {
  // The offset may itself change near the moment, so it is asked again at the first guess.
  const guess = wall - offset(new Date(wall), timeZone)
  return new Date(wall - offset(new Date(guess), timeZone))
}

function offset(date: Date, timeZone: string): number {
  const format = formatter('parts', PLAIN, timeZone)
  const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day: dayOfMonth = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, dayOfMonth, hour, minute, second) - Math.floor(date.getTime() / 1000) * 1000
}

// Plain "en" formats as American; a paper that says no more is read everywhere.
const regional = (language: string) => (language === 'en' ? 'en-GB' : language)
