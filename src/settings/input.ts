import * as v from 'valibot'
import { filled, LanguageTag, line, lines } from '../text/fields.ts'
import { AnnouncePatch } from './announce.ts'
import { LookPatch } from './look-input.ts'

const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** An origin without a path: `https://paper.example`. */
const address = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check((text) => originOf(text) !== null, 'Must be an origin such as https://paper.example'),
  v.transform((text) => originOf(text) ?? text),
)

function originOf(text: string): string | null {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null
  // Nothing but scheme, host and port: whatever else there is makes the address longer.
  return url?.href === `${url?.origin}/` ? url.origin : null
}

const count = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))

export const SettingsPatch = v.strictObject({
  identity: v.optional(
    v.strictObject({
      name: v.optional(filled(100)),
      tagline: v.optional(line(200)),
      address: v.optional(address),
      language: v.optional(LanguageTag),
      timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone, 'No such time zone'))),
    }),
  ),
  comments: v.optional(
    v.strictObject({
      open: v.optional(v.boolean()),
      closeAfterDays: v.optional(v.nullable(count(1, 3650))),
      requireIdentity: v.optional(v.boolean()),
      depth: v.optional(count(1, 5)),
      holdUnknown: v.optional(v.boolean()),
      holdAll: v.optional(v.boolean()),
      holdLinks: v.optional(count(1, 1000)),
      avatars: v.optional(v.boolean()),
      daysKept: v.optional(count(1, 3650)),
      daysSpamKept: v.optional(count(1, 3650)),
      daysTrashKept: v.optional(count(1, 3650)),
      akismetMinimal: v.optional(v.boolean()),
      noticeApproved: v.optional(v.boolean()),
    }),
  ),
  lists: v.optional(v.strictObject({ discussed: v.optional(v.boolean()), read: v.optional(v.boolean()) })),
  /** Markdown: the paper's own words at the head of /principles. */
  principles: v.optional(lines(20_000)),
  look: v.optional(LookPatch),
  announce: v.optional(AnnouncePatch),
})

export type SettingsPatch = v.InferOutput<typeof SettingsPatch>
