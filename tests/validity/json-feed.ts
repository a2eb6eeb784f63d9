import * as v from 'valibot'
import { contentMistakes, isAbsolute, isLanguage, isMediaType, isMoment, repeated } from './content.ts'

const text = v.pipe(v.string(), v.minLength(1))
const url = v.pipe(v.string(), v.check(isAbsolute, 'No whole address'))
const moment = v.pipe(v.string(), v.check(isMoment, 'No moment of RFC 3339'))
const language = v.pipe(v.string(), v.check(isLanguage, 'No language tag'))
const natural = v.pipe(v.number(), v.integer(), v.minValue(0))
const authors = v.pipe(
  v.array(
    v.pipe(
      v.strictObject({ name: v.optional(text), url: v.optional(url), avatar: v.optional(url) }),
      v.check((author) => Object.keys(author).length > 0, 'An author who is nobody'),
    ),
  ),
  v.minLength(1),
)

// What no version knows is refused, but for extensions: their names begin with an underscore.
const extended = <T extends v.ObjectEntries>(entries: T) =>
  v.pipe(
    v.looseObject(entries),
    v.check((given) => Object.keys(given).every((name) => name in entries || /^_[A-Za-z]/.test(name)), 'Unknown name'),
  )

const Attachment = v.strictObject({
  url,
  mime_type: v.pipe(v.string(), v.check(isMediaType, 'No media type')),
  title: v.optional(text),
  size_in_bytes: v.optional(natural),
  duration_in_seconds: v.optional(v.number()),
})

const Item = v.pipe(
  extended({
    id: text,
    url: v.optional(url),
    external_url: v.optional(url),
    title: v.optional(text),
    content_html: v.optional(v.string()),
    content_text: v.optional(v.string()),
    summary: v.optional(text),
    image: v.optional(url),
    banner_image: v.optional(url),
    date_published: v.optional(moment),
    date_modified: v.optional(moment),
    authors: v.optional(authors),
    tags: v.optional(v.array(text)),
    language: v.optional(language),
    attachments: v.optional(v.pipe(v.array(Attachment), v.minLength(1))),
  }),
  v.check((item) => item.content_html !== undefined || item.content_text !== undefined, 'An item without content'),
)

// https://www.jsonfeed.org/version/1.1/
const JsonFeed = extended({
  version: v.literal('https://jsonfeed.org/version/1.1'),
  title: text,
  home_page_url: v.optional(url),
  feed_url: v.optional(url),
  description: v.optional(text),
  user_comment: v.optional(text),
  next_url: v.optional(url),
  icon: v.optional(url),
  favicon: v.optional(url),
  authors: v.optional(authors),
  language: v.optional(language),
  expired: v.optional(v.boolean()),
  hubs: v.optional(v.array(v.strictObject({ type: text, url }))),
  items: v.array(Item),
})

/** What is wrong with a feed by JSON Feed 1.1, a line each. */
export function jsonFeedMistakes(feed: string): string[] {
  const { success, issues, output } = v.safeParse(JsonFeed, JSON.parse(feed))
  if (!success) return issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
  return [
    ...repeated(output.items.map(({ id }) => id)).map((id) => `Twice: ${id}`),
    ...output.items.flatMap(({ content_html = '' }) => contentMistakes(content_html)),
  ]
}
