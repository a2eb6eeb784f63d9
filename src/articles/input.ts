import * as v from 'valibot'
import { genres } from '../db/tables/articles.ts'
import { clean } from '../text/clean.ts'
import { filled, LanguageTag, line } from '../text/fields.ts'

const slugs = v.pipe(v.array(filled(100)), v.maxLength(12))

/**
 * An address of our own (`/media/…`) or of the web, by https as the page's policy wants; nothing else can be a picture.
 * Files of ours end as their type does: no film, no sound.
 */
const pictureUrl = v.pipe(
  v.string(),
  v.maxLength(1000),
  // No space, quote, control or half of a character: nothing that a page or a feed could misread.
  v.regex(
    /^(?!.*\/media\/[\da-f]{32}\.(?:m|webm))(?:\/(?![/\\])|https:\/\/)[^\s\p{Cc}\p{Cs}"'<>\\]+$/u,
    'Must be a path or an https URL of a picture',
  ),
)

const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))

/** Null: as the site's setting says. */
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650))

export const HeroInput = v.strictObject({
  src: pictureUrl,
  alt: line(1000),
  caption: v.optional(line(1000)),
  credit: v.optional(line(200)),
  width: v.optional(pixels),
  height: v.optional(pixels),
})

export const SourceInput = v.strictObject({
  title: filled(300),
  url: v.optional(
    v.pipe(v.string(), v.maxLength(1000), v.regex(/^https?:\/\/[^\s\p{Cc}\p{Cs}"'<>\\]+$/u, 'Must be an http(s) URL')),
  ),
  publisher: v.optional(line(200)),
  note: v.optional(line(500)),
})

/** A moment, as RFC 3339 text; years as readers will live to see. */
export const Moment = v.pipe(
  v.string(),
  v.isoTimestamp('Must be a date and time such as 2026-11-22T09:30:00Z'),
  v.check(isOnCalendar, 'There is no such day'),
  v.transform((text) => new Date(text)),
  v.check((date) => date.getUTCFullYear() >= 1600 && date.getUTCFullYear() < 3000, 'Must be between 1600 and 2999'),
)

// `Date` takes 30 February for 2 March.
function isOnCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && !Number.isNaN(Date.parse(text))
}

export const statuses = ['draft', 'scheduled', 'published', 'withdrawn'] as const
export type Status = (typeof statuses)[number]

const fields = {
  slug: v.optional(filled(100)),
  standfirst: v.optional(line(1000)),
  dateline: v.optional(line(100)),
  // No limit here: the renderer refuses what is too large, and answers 413 rather than 422.
  body: v.optional(v.pipe(v.string(), v.transform(clean))),
  genre: v.optional(v.picklist(genres)),
  section: v.optional(v.nullable(filled(100))),
  authors: v.optional(slugs),
  topics: v.optional(slugs),
  related: v.optional(v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), v.maxLength(4))),
  hero: v.optional(v.nullable(HeroInput)),
  sources: v.optional(v.pipe(v.array(SourceInput), v.maxLength(50))),
  language: v.optional(LanguageTag),
  status: v.optional(v.picklist(statuses)),
  publishedAt: v.optional(v.nullable(Moment)),
  commentsOpen: v.optional(v.boolean()),
  commentsCloseAfter: v.optional(v.nullable(days)),
}

/** A new article: only its headline is required. */
export const NewArticle = v.strictObject({ headline: filled(300), ...fields })

/** Changes to an article; what is absent stays. */
export const ArticlePatch = v.strictObject({
  headline: v.optional(filled(300)),
  ...fields,
  note: v.optional(line(500)),
  substantive: v.optional(v.boolean()),
})

export type ArticlePatch = v.InferOutput<typeof ArticlePatch>
