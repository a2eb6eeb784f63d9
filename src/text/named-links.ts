import * as v from 'valibot'
import { filled } from './fields.ts'

/** A link under a name; `href` is a path of ours or begins with https. */
export interface NamedLink {
  label: string
  href: string
}

const MOST = 12

// No space, quote, control, unseen character or half of one: nothing that a page or a person could misread.
const http = /^https?:\/\/[^\s\p{C}"'<>\\]+$/u
const path = /^\/(?![/\\])[^\s\p{C}"'<>\\]*$/u

/** Whether it leads to a site, by http or https. Who is named before an "@" is not where it leads. */
export const isSite = (text: string): boolean => {
  const url = http.test(text) ? URL.parse(text) : null
  return url?.username === '' && url.password === ''
}

const isWeb = (text: string) => text.startsWith('https:') && isSite(text)

export const webAddress = v.pipe(v.string(), v.maxLength(500), v.check(isWeb, 'Must be an https URL'))
export const pathOrWeb = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check((text) => path.test(text) || isWeb(text), 'Must be a path or an https URL'),
)

// Else it could be read otherwise than it was written.
const label = v.pipe(filled(60), v.regex(/^[^\u202a-\u202e\u2066-\u2069]*$/, 'Must not override the direction of text'))

/** Up to twelve links, each with an address of that kind. */
export const namedLinks = <S extends v.GenericSchema<string, string>>(href: S) =>
  v.pipe(v.array(v.strictObject({ label, href })), v.maxLength(MOST))
