/** `Cache-Tag` as it is stored: what is not valid is dropped without a word, and case does not count. */
const MAX_TAGS = 1000
const VALID = /^[\x21-\x7e]{1,1024}$/

export function storedTags(header: string | null): string[] {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().toLowerCase())
  return [...new Set(tags.filter((tag) => VALID.test(tag)))].slice(0, MAX_TAGS)
}
