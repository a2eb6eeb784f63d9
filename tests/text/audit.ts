import { Parser } from 'htmlparser2'

export type Allowed = { elements: ReadonlySet<string>; attributes: Record<string, readonly string[]> }

const schemes = new Set(['http:', 'https:', 'mailto:'])
const voids = new Set(['br', 'hr', 'img', 'input', 'col', 'source', 'wbr'])

/** What is wrong with stored HTML when it is read again: foreign elements, attributes, schemes, or a lost balance. */
export function faults(html: string, allowed: Allowed): string[] {
  const found: string[] = []
  const open: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!allowed.elements.has(name)) found.push(`element ${name}`)
      for (const [key, value] of Object.entries(attributes)) {
        const own = [...(allowed.attributes['*'] ?? []), ...(allowed.attributes[name] ?? [])]
        if (!own.includes(key)) found.push(`attribute ${name}[${key}]`)
        if (['href', 'cite', 'src'].includes(key) && !isSafe(value)) found.push(`address ${value}`)
      }
      if (!voids.has(name)) open.push(name)
    },
    onclosetag(name, implied) {
      if (voids.has(name)) return
      if (implied) found.push(`unclosed ${name}`)
      if (open.pop() !== name) found.push(`crossed ${name}`)
    },
    oncomment: () => found.push('comment'),
    onprocessinginstruction: () => found.push('instruction'),
  })
  parser.write(html)
  parser.end()
  return [...found, ...strayEnds(html)]
}

// Browsers ignore white space and control characters in and before a scheme.
function isSafe(address: string): boolean {
  const url = URL.parse(address, 'https://paper.test/2026/11/a')
  return schemes.has(url?.protocol ?? /^[^/?#]*:/.exec(address)?.[0] ?? 'https:')
}

function strayEnds(html: string): string[] {
  const depths = new Map<string, number>()
  const stray: string[] = []
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (voids.has(name)) continue
    const depth = (depths.get(name) ?? 0) + (slash ? -1 : 1)
    if (depth < 0) stray.push(`stray </${name}>`)
    depths.set(name, depth)
  }
  return stray
}

/** HTML parsed and written out again, in the form that it is stored in. */
export function rewritten(html: string): string {
  let written = ''
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const parser = new Parser({
    onopentag(name, attributes) {
      const keys = Object.entries(attributes).map(
        ([key, value]) => ` ${key}="${escaped(value).replaceAll('"', '&quot;')}"`,
      )
      written += `<${name}${keys.join('')}${voids.has(name) ? ' />' : '>'}`
    },
    ontext: (text) => {
      written += escaped(text)
    },
    onclosetag(name) {
      if (!voids.has(name)) written += `</${name}>`
    },
  })
  parser.write(html)
  parser.end()
  return written
}
