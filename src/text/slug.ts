import { transliterate } from './letters.ts'

const MAX_LENGTH = 80

/** A headline as an address: `[a-z0-9-]`, at most 80 characters, never empty, the same for the same text. */
export function slugify(text: string): string {
  const words = transliterate(text.toWellFormed())
    .toLowerCase()
    .replace(/['’ʼ`´]/g, '')
    .match(/[a-z0-9]+/g)
  return words ? cut(words.join('-')) : nameless(text)
}

function cut(slug: string): string {
  if (slug.length <= MAX_LENGTH) return slug
  const end = slug.lastIndexOf('-', MAX_LENGTH)
  return slug.slice(0, end > MAX_LENGTH / 2 ? end : MAX_LENGTH)
}

// Han, Thai, emoji: no letters of ours, so a token of the whole text, stable and hardly ever shared.
function nameless(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return `x${(hash >>> 0).toString(36)}`
}

/** The wanted slug, or the first of `wanted-2`, `wanted-3` … that nobody has taken. */
export function uniqueSlug(wanted: string, taken: ReadonlySet<string>): string {
  let slug = wanted
  for (let n = 2; taken.has(slug); n++) slug = `${wanted}-${n}`
  return slug
}
