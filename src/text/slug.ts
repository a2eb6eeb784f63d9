import { transliterate } from './letters.ts'

const MAX_LENGTH = 80

/** A headline as an address: `[a-z0-9-]`, at most 80 characters, never empty, the same for the same text. */
export function slugify(text: string): string {
  const spelt = transliterate(text.toWellFormed())
    .toLowerCase()
    .replace(/['’ʼ`´]/g, '')
  const words = spelt.match(/[a-z0-9]+/g) ?? []
  // "東京 2026" is more than its number.
  const isLost = words.length === 0 || (/\p{L}/u.test(spelt) && !/[a-z]/.test(spelt))
  return cut((isLost ? [...words, nameless(text)] : words).join('-'))
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
