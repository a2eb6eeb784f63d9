import * as v from 'valibot'
import { filled, line } from '../text/fields.ts'
import { type NamedLink, typefaces } from './look.ts'

const MOST = 12

/** `#rrggbb`, kept in lower case. */
const colour = v.pipe(
  v.string(),
  v.regex(/^#[0-9a-f]{6}$/i, 'Must be a colour such as #9c2b17'),
  v.transform((text) => text.toLowerCase()),
)

/** The path of an uploaded picture. */
const picturePath = v.pipe(
  v.string(),
  v.regex(/^\/media\/[0-9a-f]{32}\.[a-z0-9]{3,4}$/, 'Must be the path of an uploaded picture'),
)

// No space, quote, control, unseen character or half of one: nothing that a page or a person could misread.
const web = /^https:\/\/[^\s\p{C}"'<>\\]+$/u
const path = /^\/(?![/\\])[^\s\p{C}"'<>\\]*$/u

// Who is named before an "@" is not where it leads.
const isWeb = (text: string) => {
  const url = web.test(text) ? URL.parse(text) : null
  return url?.username === '' && url.password === ''
}

const webAddress = v.pipe(v.string(), v.maxLength(500), v.check(isWeb, 'Must be an https URL'))
const address = v.pipe(
  v.string(),
  v.maxLength(500),
  v.check((text) => path.test(text) || isWeb(text), 'Must be a path or an https URL'),
)

// Else it could be read otherwise than it was written.
const label = v.pipe(filled(60), v.regex(/^[^\u202a-\u202e\u2066-\u2069]*$/, 'Must not override the direction of text'))

const links = <S extends v.GenericSchema<string, string>>(href: S) =>
  v.pipe(v.array(v.strictObject({ label, href })), v.maxLength(MOST))

// What is like ours is not kept: it is ours.
const orNull = (all: NamedLink[]) => (all.length > 0 ? all : null)

/** A change of the look: null, or nothing in it, for what is ours. The pictures are looked up by the door. */
export const LookPatch = v.strictObject({
  accent: v.optional(v.nullable(colour)),
  type: v.optional(
    v.pipe(
      v.picklist(typefaces),
      v.transform((type) => (type === 'serif' ? null : type)),
    ),
  ),
  logo: v.optional(v.nullable(picturePath)),
  favicon: v.optional(v.nullable(picturePath)),
  navigation: v.optional(v.pipe(links(address), v.transform(orNull))),
  footer: v.optional(
    v.pipe(
      v.strictObject({ text: v.optional(line(300), ''), links: v.optional(links(address), []) }),
      v.transform((footer) => (footer.text || footer.links.length > 0 ? footer : null)),
    ),
  ),
  social: v.optional(v.pipe(links(webAddress), v.transform(orNull))),
})
export type LookPatch = v.InferOutput<typeof LookPatch>
