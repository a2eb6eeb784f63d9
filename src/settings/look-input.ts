import * as v from 'valibot'
import { line } from '../text/fields.ts'
import { type NamedLink, namedLinks, pathOrWeb, webAddress } from '../text/named-links.ts'
import { typefaces } from './look.ts'

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
  navigation: v.optional(v.pipe(namedLinks(pathOrWeb), v.transform(orNull))),
  footer: v.optional(
    v.pipe(
      v.strictObject({ text: v.optional(line(300), ''), links: v.optional(namedLinks(pathOrWeb), []) }),
      v.transform((footer) => (footer.text || footer.links.length > 0 ? footer : null)),
    ),
  ),
  social: v.optional(v.pipe(namedLinks(webAddress), v.transform(orNull))),
})
export type LookPatch = v.InferOutput<typeof LookPatch>
