import * as v from 'valibot'
import { clean, cleanLine } from './clean.ts'

/** One line of text, cleaned; refused when longer than `max`, never cut (CVE-2015-3440). */
export const line = (max: number) => v.pipe(v.string(), v.maxLength(max), v.transform(cleanLine))

/** The same, and something must be left of it. */
export const filled = (max: number) => v.pipe(line(max), v.minLength(1, 'Must not be empty'))

/** Text of many lines, cleaned. */
export const lines = (max: number) => v.pipe(v.string(), v.maxLength(max), v.transform(clean))

export const LanguageTag = v.pipe(
  v.string(),
  v.maxLength(35),
  v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'Must be a BCP 47 language tag, such as en or pt-BR'),
)
