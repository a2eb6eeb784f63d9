import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html'
import { isPlayer } from './embed.ts'
import { type OwnPictures, playerOf } from './own-pictures.ts'
import { isSafeUrl } from './safe-url.ts'
import { slugify } from './slug.ts'

const MAX_DEPTH = 200

const allowedTags = `
  p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote q cite figure figcaption img picture source audio video
  table caption colgroup col thead tbody tfoot tr th td pre code kbd samp var sup sub mark abbr dfn time ins del s
  small u b i em strong bdi bdo ruby rt rp details summary aside section div span a br hr wbr input`
  .trim()
  .split(/\s+/)

const allowedAttributes: IOptions['allowedAttributes'] = {
  '*': ['id', 'lang', 'dir'],
  a: ['href', 'title', 'rel', 'aria-label', { name: 'role', values: ['doc-noteref', 'doc-backlink'] }],
  abbr: ['title'],
  audio: ['src', 'controls', 'preload', 'aria-label'],
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  del: ['cite', 'datetime'],
  details: ['open'],
  dfn: ['title'],
  div: ['aria-label', { name: 'role', values: ['region'] }, { name: 'tabindex', values: ['0'] }],
  figure: ['data-frame'],
  img: ['src', 'srcset', 'sizes', 'alt', 'title', 'width', 'height', 'loading', 'decoding'],
  input: ['type', 'disabled', 'checked', 'aria-label'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'reversed', { name: 'type', values: ['1', 'a', 'A', 'i', 'I'] }],
  pre: [{ name: 'tabindex', values: ['0'] }],
  q: ['cite'],
  section: ['aria-label', { name: 'role', values: ['doc-endnotes'] }],
  source: ['srcset', 'sizes', 'media', 'type', 'width', 'height'],
  td: ['colspan', 'rowspan', 'headers'],
  th: ['colspan', 'rowspan', 'headers', 'abbr', { name: 'scope', values: ['col', 'row', 'colgroup', 'rowgroup'] }],
  time: ['datetime'],
  video: ['src', 'controls', 'preload', 'width', 'height', 'aria-label'],
}

const places = ['left', 'right', 'center', 'wide', 'full', 'note']

const allowedClasses: IOptions['allowedClasses'] = {
  a: ['external'],
  aside: places,
  blockquote: places,
  code: ['language-*'],
  div: ['table', ...places],
  figure: ['embed', ...places],
  img: places,
  p: places,
  section: ['footnotes'],
  span: ['hljs-*', ...places],
  sup: ['note'],
  td: places,
  th: places,
}

/** Thrown for HTML that is nested deeper than any article is. */
export class TooDeep extends Error {
  readonly tag: string

  constructor(tag: string) {
    super(`HTML elements are nested more than ${MAX_DEPTH} deep`)
    this.tag = tag
  }
}

/** The HTML of an article cleaned against the list above; its pictures of ours with their sizes. */
export function cleanArticle(html: string, siteHost: string | null, files: OwnPictures = new Map()): string {
  const ids = new Map<string, number>()
  const cleaned = sanitizeHtml(html, {
    allowedTags,
    allowedAttributes,
    allowedClasses,
    allowedSchemes: ['http', 'https', 'mailto'],
    nonTextTags: ['script', 'style', 'textarea', 'option', 'xmp', 'noscript', 'title', 'template', 'svg', 'math'],
    parseStyleAttributes: false,
    ...depthLimit(),
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: withOwnId(attribs, ids) }),
      a: (tagName, attribs) => link(tagName, attribs, siteHost),
      audio: (_, attribs) => recording(attribs, files),
      figure: player,
      h1: 'h2',
      img: (tagName, attribs) => ({ tagName, attribs: picture(attribs, files) }),
      input: checkbox,
      video: (_, attribs) => recording(attribs, files),
    },
  })
  return firstAtOnce(pointToOwnIds(cleaned, ids))
}

function picture(attribs: Attributes, files: OwnPictures): Attributes {
  const { src = '' } = attribs
  const size = attribs.width || attribs.height ? {} : sizeOf(src, files)
  // Without `alt` a screen reader would read out the address.
  return { ...attribs, ...size, loading: 'lazy', decoding: 'async', alt: attribs.alt ?? '' }
}

function sizeOf(src: string, files: OwnPictures): Attributes {
  const { width, height } = files.get(src) ?? {}
  return width && height ? { width: `${width}`, height: `${height}` } : {}
}

// Nothing plays by itself, and nothing is asked of another site before somebody wants it.
function recording({ src = '', 'aria-label': label }: Attributes, files: OwnPictures): Tag {
  const tagName = playerOf(src)
  if (!tagName) return { tagName: 'span', attribs: {} }
  const named: Attributes = label ? { 'aria-label': label } : {}
  return { tagName, attribs: { src, controls: '', preload: 'metadata', ...sizeOf(src, files), ...named } }
}

// A picture before all text is in view from the start.
const firstAtOnce = (html: string) => html.replace(/^(<figure>(?:<a [^>]*>)?<img [^>]*?) loading="lazy"/, '$1')

// The parser keeps every open element on a list that it shifts, so depth costs its square.
function depthLimit() {
  let depth = 0
  return {
    onOpenTag(name: string) {
      depth++
      if (depth > MAX_DEPTH) throw new TooDeep(name)
    },
    onCloseTag() {
      depth--
    },
  }
}

// An id in a text must neither shadow the page's own ids nor a name that a script looks up.
function withOwnId(attribs: Attributes, ids: Map<string, number>): Attributes {
  const { id, ...others } = attribs
  if (others.dir && !/^(?:ltr|rtl|auto)$/i.test(others.dir)) delete others.dir
  if (!id?.trim()) return others
  const wanted = /^(?:h|footnote)-[\w-]+$/.test(id) ? id : `h-${slugify(id)}`
  const nth = (ids.get(wanted) ?? 0) + 1
  ids.set(wanted, nth)
  return { ...others, id: nth > 1 ? `${wanted}-${nth}` : wanted }
}

// An editor writes `#the-vote` for the heading "The vote", whose id is `h-the-vote`.
function pointToOwnIds(html: string, ids: ReadonlyMap<string, number>): string {
  return html.replace(/(<a [^>]*?href=")#([^"]+)"/g, (whole, start: string, fragment: string) => {
    if (ids.has(fragment)) return whole
    const own = `h-${slugify(decoded(fragment))}`
    return ids.has(own) ? `${start}#${own}"` : whole
  })
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function link(tagName: string, attribs: Attributes, siteHost: string | null): Tag {
  const { rel, class: name, ...others } = attribs
  const { href } = others
  if (href === undefined) return { tagName, attribs: others }
  if (!isSafeUrl(href)) return { tagName, attribs: {} }
  others.href = href.toWellFormed().replace(/[^\0-\x7f]+/g, encodeURIComponent)
  return {
    tagName,
    attribs: leaves(href, siteHost) ? { ...others, rel: 'noopener external', class: 'external' } : others,
  }
}

// Whoever wrote it: only what the policy of the page may allow.
function player(tagName: string, { 'data-frame': frame, ...others }: Attributes): Tag {
  return { tagName, attribs: frame && isPlayer(frame) ? { ...others, 'data-frame': frame } : others }
}

function leaves(href: string, siteHost: string | null): boolean {
  const url = URL.parse(href, 'https://this-site.invalid')
  return url !== null && /^https?:$/.test(url.protocol) && url.host !== 'this-site.invalid' && url.host !== siteHost
}

// Renaming it to a tag that is not allowed would leave a stray end tag (sanitize-html 2.18), so it is made harmless.
function checkbox(tagName: string, attribs: Attributes): Tag {
  return { tagName, attribs: { ...attribs, type: 'checkbox', disabled: '' } }
}
