import * as v from 'valibot'
import { clean, cleanLine } from '../text/clean.ts'

const line = (max: number) => v.pipe(v.string(), v.maxLength(max), v.transform(cleanLine))
const filled = (max: number) => v.pipe(line(max), v.minLength(1, 'Must not be empty'))
const slug = v.pipe(
  v.string(),
  v.maxLength(80),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Lower-case letters, digits and single hyphens'),
)
const webAddress = v.pipe(
  line(500),
  v.check((text) => text === '' || /^https?:\/\/[^\s"'<>]+$/.test(text), 'Must be an http(s) URL'),
)

const author = {
  slug: v.optional(slug),
  role: v.optional(line(200)),
  bio: v.optional(v.pipe(v.string(), v.maxLength(5000), v.transform(clean))),
  url: v.optional(webAddress),
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
