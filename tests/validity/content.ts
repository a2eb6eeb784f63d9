import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'

/** A place on the web, whole. */
export const isAbsolute = (url: string): boolean => /^https?:\/\/[^\s"<>\\^`{|}]+$/.test(url) && URL.canParse(url)

/** RFC 3339, as Atom and JSON Feed ask. */
export const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))

export const isMediaType = (text: string): boolean => /^[\w.+-]+\/[\w.+-]+$/.test(text)

export const isLanguage = (text: string): boolean => /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(text)

/** What is wrong with HTML that is read away from any page: as HTML, and where it leads. */
export function contentMistakes(html: string): string[] {
  const found: string[] = []
  const fragment = parseFragment(html, { onParseError: ({ code }) => found.push(code) })
  return [...found, ...addresses(fragment)]
}

const named = new Set(['href', 'src', 'cite', 'poster', 'longdesc'])

function addresses(node: DefaultTreeAdapterMap['node']): string[] {
  const below = 'childNodes' in node ? node.childNodes.flatMap(addresses) : []
  if (!('attrs' in node)) return below
  const relative = node.attrs.filter(({ name, value }) => named.has(name) && !isWhole(value))
  return [...relative.map(({ name, value }) => `<${node.tagName} ${name}="${value}">`), ...below]
}

const isWhole = (url: string) => isAbsolute(url) || /^mailto:\S+@\S+$/.test(url)

/** Those of which there are more than one. */
export const repeated = (all: string[]): string[] => all.filter((each, i) => all.indexOf(each) !== i)
