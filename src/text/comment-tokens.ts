export type Attributes = ReadonlyMap<string, string>

/** What a typed comment consists of. */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'open'; name: string; attributes: Attributes }
  | { type: 'close'; name: string }
  | { type: 'line' }
  | { type: 'paragraph' }

type Tag = { name: string; closing: boolean; attributes: Map<string, string>; end: number }

const allowed = words('a abbr acronym b blockquote cite code del em i q s strike strong')
const paragraphs =
  words(`p div ul ol dl li dt dd h1 h2 h3 h4 h5 h6 pre hr table tr section article header footer main aside
  nav address center details summary figure figcaption fieldset form hgroup menu search body html`)
// Their content is not text for a reader, or a browser would read it by other rules than ours.
const dropped = words(`script style textarea title noscript iframe noembed noframes xmp template svg math select option
  object audio video canvas head`)
const others =
  words(`applet area base basefont bdi bdo bgsound big blink button caption col colgroup data datalist dfn dialog
  dir embed font frame frameset image img input ins isindex kbd keygen label legend link listing map mark marquee menuitem
  meta meter multicol nextid nobr optgroup output param picture plaintext portal progress rb rp rt rtc ruby samp slot small
  source spacer span strike sub sup tbody td tfoot th thead time track tt u var wbr animate animatemotion animatetransform
  circle clippath defs desc ellipse feimage filter foreignobject g glyph image line lineargradient marker mask metadata
  mpath path pattern polygon polyline rect set stop switch symbol text textpath tspan use view annotation annotation-xml
  maction maligngroup malignmark merror mfrac mglyph mi mlabeledtr mmultiscripts mn mo mover mpadded mphantom mroot mrow
  ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics`)
const valueless =
  words(`allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden inert
  ismap itemscope loop multiple muted nohref noshade novalidate nowrap open playsinline readonly required reversed selected`)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}

/** Cuts a comment into text and tags. What no browser element is named, like `<3`, `x<y` or `List<int>`, is text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  const missing = new Set<string>()
  let written = 0
  let at = text.indexOf('<')
  const take = (end: number, ...found: Piece[]) => {
    if (at > written) pieces.push({ type: 'text', text: text.slice(written, at) })
    pieces.push(...found)
    written = end
  }
  for (; at >= 0; at = text.indexOf('<', Math.max(at + 1, written))) {
    const hidden = endOfHidden(text, at, missing)
    const tag = hidden ? null : tagAt(text, at)
    if (hidden) take(hidden)
    else if (tag && isElement(tag)) {
      const [end, ...found] = meaningOf(tag, text, missing)
      take(end, ...found)
    }
  }
  if (written < text.length) pieces.push({ type: 'text', text: text.slice(written) })
  return pieces
}

// Comments, doctypes, CDATA and instructions; without an end they are text.
function endOfHidden(text: string, at: number, missing: Set<string>): number | null {
  const [opening] = stickyMatch(/<(?:!--|!\[CDATA\[|![a-z]|\?[a-z])/iy, text, at) ?? []
  if (!opening) return null
  const ending = opening === '<!--' ? '-->' : opening === '<![CDATA[' ? ']]>' : '>'
  const end = find(ending, text, at + 2, missing)
  return end?.[1] ?? null
}

// The place of the next `ending`, [start, end]. What is missing once is missing to the end of the text.
function find(ending: string, text: string, from: number, missing: Set<string>): [number, number] | null {
  if (missing.has(ending)) return null
  const pattern = new RegExp(ending.startsWith('</') ? `${ending}[\\s/]*>` : ending.replaceAll(']', '\\]'), 'gi')
  pattern.lastIndex = from
  const match = pattern.exec(text)
  if (!match) missing.add(ending)
  return match && [match.index, match.index + match[0].length]
}

function stickyMatch(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const start = /<(\/?)([a-z][a-z\d]*(?:[-:][a-z\d]+)*)/iy
const attribute = /[\s/]+([^\s"'<>/=]{1,50})(?:\s*=\s*(?:"([^"]{0,2500})"|'([^']{0,2500})'|([^\s"'=<>`]{1,2500})))?/y
const finish = /[\s/]*>/y
const MAX_ATTRIBUTES = 30

function tagAt(text: string, at: number): Tag | null {
  const opening = stickyMatch(start, text, at)
  if (!opening) return null
  const [whole, slash, name = ''] = opening
  const tag: Tag = { name: name.toLowerCase(), closing: slash === '/', attributes: new Map(), end: at + whole.length }
  for (let n = 0; n < MAX_ATTRIBUTES; n++) {
    const match = stickyMatch(attribute, text, tag.end)
    if (!match) break
    const [all, key = '', double, single, bare] = match
    if (!tag.attributes.has(key.toLowerCase())) tag.attributes.set(key.toLowerCase(), double ?? single ?? bare ?? '')
    tag.end += all.length
  }
  const closing = stickyMatch(finish, text, tag.end)
  if (!closing) return null
  tag.end += closing[0].length
  return tag
}

// In `if a<b and c>d` the words after the sign are no attributes of anything.
function isElement({ name, attributes }: Tag): boolean {
  if (dropped.has(name) || others.has(name)) return true
  const isName = allowed.has(name) || paragraphs.has(name) || name === 'br'
  return (
    isName && Array.from(attributes).every(([key, value]) => value !== '' || valueless.has(key) || knownKeys.has(key))
  )
}

const knownKeys = words('alt cite class datetime href id lang name rel style target title')

function meaningOf(tag: Tag, text: string, missing: Set<string>): [number, ...Piece[]] {
  const { name, closing, attributes, end } = tag
  if (name === 'br') return [end, { type: 'line' }]
  if (paragraphs.has(name)) return [end, { type: 'paragraph' }]
  if (name === 'code' && !closing) return codeAfter(end, text, missing)
  if (dropped.has(name) && !closing) return [find(`</${name}`, text, end, missing)?.[1] ?? end]
  if (!allowed.has(name)) return [end]
  return [end, closing ? { type: 'close', name } : { type: 'open', name, attributes }]
}

// All markup in code is shown, up to its end tag; without one, code ends with its paragraph.
function codeAfter(from: number, text: string, missing: Set<string>): [number, Piece] {
  const [stop, end] = find('</code', text, from, missing) ?? endOfParagraph(text, from)
  return [end, { type: 'code', text: text.slice(from, stop) }]
}

function endOfParagraph(text: string, from: number): [number, number] {
  const blank = text.indexOf('\n\n', from)
  const end = blank < 0 ? text.length : blank
  return [end, end]
}
