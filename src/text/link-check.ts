// sanitize-html takes one function from launder, which brings a calendar and readers of forms for its others;
// wrangler.toml puts this file in its place. A test compares the two.

interface Allowed {
  allowedSchemes: readonly string[]
  allowProtocolRelative?: boolean
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave these out of addresses.
const IGNORED = /[\x00-\x20]+/g
const COMMENT = /<!--[\s\S]*?-->/

/** Whether an address is to be refused: for its scheme, or because it names a host and not its own. */
export function naughtyHref(href: string, { allowedSchemes, allowProtocolRelative }: Allowed): boolean {
  const address = withoutComments(href.replace(IGNORED, ''))
  const scheme = /^([a-z][a-z\d.+-]*):/i.exec(address)?.[1]
  if (scheme === undefined) return /^[/\\]{2}/.test(address) && allowProtocolRelative === false
  return !allowedSchemes.includes(scheme.toLowerCase())
}

// What is left of one comment and the next may be a third.
function withoutComments(address: string): string {
  let left = address
  for (let next = left.replace(COMMENT, ''); next !== left; next = left.replace(COMMENT, '')) left = next
  return left
}
