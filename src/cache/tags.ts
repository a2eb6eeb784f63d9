/**
 * The vocabulary of `Cache-Tag`. A page carries the tags of everything it shows; a change names those of
 * everything it altered. Things have a tag (`author:ID`: name, bio), and lists have one of their own
 * (`by-author:ID`: who is on it), so that a new article does not evict every older one of its section.
 */
export type Tag =
  | `article:${number}`
  | `comments:${number}`
  | `${'author' | 'section' | 'topic'}:${number}`
  | `${'by-author' | 'in-section' | 'on-topic' | 'beside'}:${number}`
  | 'front'
  | 'archive'
  | 'search'
  | 'feeds'
  | 'comment-feed'
  | 'sitemap'
  | 'corrections'
  | `media:${string}`
  | 'media'
  | 'site'

export const tag = {
  /** Its card and its body. */
  article: (id: number): Tag => `article:${id}`,
  /** Its thread and its count. */
  comments: (id: number): Tag => `comments:${id}`,
  /** Name, role and bio, wherever shown. */
  author: (id: number): Tag => `author:${id}`,
  section: (id: number): Tag => `section:${id}`,
  topic: (id: number): Tag => `topic:${id}`,
  /** Which articles are listed, in what order. */
  byAuthor: (id: number): Tag => `by-author:${id}`,
  inSection: (id: number): Tag => `in-section:${id}`,
  onTopic: (id: number): Tag => `on-topic:${id}`,
  /** Which articles its page leads to: before, after, related. */
  beside: (id: number): Tag => `beside:${id}`,
  /** A file, by the hash in its name, in all its sizes. */
  media: (name: string): Tag => `media:${name.slice(0, 32)}`,
} as const

/**
 * Purged by one call of the platform at most; past it the whole site is cheaper. Every page carries `site`; files do
 * not, as no change but their own concerns them, and all of them carry `media`.
 */
const MAX_TAGS = 100

/** Each tag once, in order; more than a purge may name become `site`, and files among them `media`. */
export function merge<T extends string>(tags: Iterable<T>): (T | 'site' | 'media')[] {
  const unique: (T | 'site' | 'media')[] = [...new Set(tags)].sort()
  if (!unique.includes('site') && unique.length <= MAX_TAGS) return unique
  return unique.some((tag) => tag.startsWith('media')) ? ['media', 'site'] : ['site']
}
