import * as v from 'valibot'
import { filled, line, lines } from '../text/fields.ts'
import { isSite, namedLinks, webAddress } from '../text/named-links.ts'
import { ownTarget, requestPath } from './redirect.ts'

const slug = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Must be lower-case letters and digits, with single hyphens between'),
)
const site = v.pipe(
  line(500),
  v.check((text) => text === '' || isSite(text), 'Must be an http(s) URL'),
)

const author = {
  slug: v.optional(slug),
  role: v.optional(line(200)),
  bio: v.optional(lines(5000)),
  // Their own site, without a name and of either scheme; what has a name is among the links.
  url: v.optional(site),
  links: v.optional(namedLinks(webAddress)),
}
const section = {
  slug: v.optional(slug),
  description: v.optional(line(500)),
  // Sections below zero are kept out of the navigation.
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1000), v.maxValue(1000))),
}

export const NewAuthor = v.strictObject({ name: filled(120), ...author })
export const AuthorPatch = v.strictObject({ name: v.optional(filled(120)), ...author })
export const NewSection = v.strictObject({ name: filled(120), ...section })
export const SectionPatch = v.strictObject({ name: v.optional(filled(120)), ...section })
export const NewCorrection = v.strictObject({ text: filled(2000) })

/** An old address, as a request for it is read. */
export const OldPath = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.check(
    (text) => requestPath(text) !== null,
    'Must be a path that shows nothing of its own, such as /2019/old-story',
  ),
  v.transform((text) => requestPath(text) ?? text),
)

export const NewRedirect = v.pipe(
  v.strictObject({
    path: OldPath,
    target: v.pipe(
      v.string(),
      v.maxLength(1000),
      v.check((text) => ownTarget(text) !== null, 'Must be a path of this paper, beginning with one /'),
      v.transform((text) => ownTarget(text) ?? text),
    ),
  }),
  v.forward(
    v.check(({ path, target }) => requestPath(target.replace(/[?#].*/s, '')) !== path, 'Must lead somewhere else'),
    ['target'],
  ),
)
