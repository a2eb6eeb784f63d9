const UNITS: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000, y: 365 * 86_400_000 }

/** When `12h`, `90d`, `2w`, `1y` or a date is over; a text says why it cannot be understood. */
export function readExpiry(text: string, now: Date): Date | string {
  const [, count, unit] = /^(\d{1,5})([hdwy])$/.exec(text) ?? []
  const at = count && unit ? new Date(now.getTime() + Number(count) * (UNITS[unit] ?? 0)) : readDate(text)
  if (Number.isNaN(at.getTime())) return `--expires ${text}: give 12h, 90d, 2w, 1y or a date such as 2027-03-31`
  if (at <= now) return `--expires ${text}: that is over already`
  return at
}

// A day, in UTC, or a moment; other spellings mean different days to different people.
function readDate(text: string): Date {
  const isDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/.test(text)
  const at = new Date(isDate ? text : Number.NaN)
  // 2027-02-31 would otherwise be a day in March.
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text.slice(0, 10))
  return isReal ? at : new Date(Number.NaN)
}
