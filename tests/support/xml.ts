/** An element of a document that was read strictly. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  /** Its own text and that of the elements in it. */
  text: string
}

const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?'
const token = new RegExp(`<\\?[^?]*\\?>|</(${NAME})\\s*>|<(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, 'y')
const attribute = new RegExp(`(${NAME})="([^"]*)"`, 'g')
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads XML 1.0 with namespaces as a strict reader does: throws at whatever is not well-formed. */
export function parseXml(text: string): Element {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(text)) throw new Error('A forbidden character')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const found = token.exec(text)
    if (!found) throw new Error(`Not well-formed at: ${text.slice(at, at + 80)}`)
    const [whole, end, start, given = '', closed, words] = found
    if (/^<\?xml\s/.test(whole) && at !== 0) throw new Error('A declaration that is not at the beginning')
    if (start) begin(open, start, attributesOf(given), closed === '/')
    else if (end) finish(open, end)
    else if (words !== undefined) write(open, words)
  }
  const [document] = root.children
  if (open.length !== 1 || root.children.length !== 1 || !document) throw new Error('Not one element')
  return document
}

function begin(open: Element[], name: string, attributes: Record<string, string>, closed: boolean): void {
  const element = { name, attributes, children: [], text: '' }
  open.at(-1)?.children.push(element)
  open.push(element)
  for (const each of [name, ...Object.keys(attributes)]) declared(open, each)
  if (closed) open.pop()
}

function finish(open: Element[], name: string): void {
  const element = open.pop()
  if (element?.name !== name || open.length === 0) throw new Error(`</${name}> closes <${element?.name}>`)
}

function write(open: Element[], words: string): void {
  const text = decode(words)
  if (open.length === 1 && text.trim() !== '') throw new Error(`Text outside: ${text}`)
  for (const each of open.slice(1)) each.text += text
}

function attributesOf(text: string): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(attribute)) {
    if (name in all) throw new Error(`Twice: ${name}`)
    all[name] = decode(value)
  }
  return all
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+))?(;?)/gi, (whole, decimal, hex, name, end) => {
    if (end !== ';') throw new Error(`A bare &: ${text.slice(0, 80)}`)
    if (decimal || hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
    const sign = entities[name]
    if (!sign) throw new Error(`Unknown to XML: ${whole}`)
    return sign
  })
}

// A prefix that nobody declared makes a whole document unreadable.
function declared(open: Element[], name: string): void {
  const [prefix, local] = name.split(':')
  if (!local || prefix === 'xml' || prefix === 'xmlns') return
  if (!open.some(({ attributes }) => `xmlns:${prefix}` in attributes)) throw new Error(`Undeclared: ${name}`)
}

/** The children of that name. */
export const all = (element: Element, name: string): Element[] => element.children.filter((each) => each.name === name)

/** The one child of that name. */
export function one(element: Element, name: string): Element {
  const [found, ...more] = all(element, name)
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} of ${name} in ${element.name}`)
  return found
}
