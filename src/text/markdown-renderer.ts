import { type MarkedOptions, Renderer, type Token, type Tokens } from 'marked'
import { embedOf } from './embed.ts'
import { plainText } from './excerpt.ts'
import { highlight } from './highlight.ts'
import type { Meter } from './markdown-meter.ts'
import { playerOf } from './own-pictures.ts'
import { isSafeUrl } from './safe-url.ts'
import { slugify } from './slug.ts'
import type { Words } from './words/en.ts'
import { xml } from './xml.ts'

const MAX_HIGHLIGHTED = 24_000

/** What the renderer has to know of the whole document. */
export type Setting = {
  meter: Meter
  /** In the article's language. */
  w: Words['body']
  /** Set when the body has a heading of level 1: then all move down one, for the page's headline is the h1. */
  headingsMoveDown: boolean
  /** The blocks that stand in no list and no quote. */
  outermost: ReadonlySet<Token>
  /** Inline Markdown of a caption, as HTML. */
  caption(markdown: string): string
}

/** Markdown's tokens as the HTML of an article, before it is cleaned. */
export class ArticleRenderer extends Renderer {
  private readonly setting: Setting
  private readonly headingIds = new Map<string, number>()
  private highlighted = 0

  constructor(options: MarkedOptions, setting: Setting) {
    super(options)
    this.setting = setting
  }

  override heading({ tokens, depth }: Tokens.Heading): string {
    const level = Math.min(6, this.setting.headingsMoveDown ? depth + 1 : depth)
    const text = this.parser.parseInline(tokens)
    const slug = slugify(plainText(text.replace(/<sup class="note">.*?<\/sup>/g, '')))
    const nth = (this.headingIds.get(slug) ?? 0) + 1
    this.headingIds.set(slug, nth)
    return `<h${level} id="h-${slug}${nth > 1 ? `-${nth}` : ''}">${text}</h${level}>\n`
  }

  override paragraph(token: Tokens.Paragraph): string {
    const [only, ...others] = token.tokens.filter(({ raw }) => raw.trim() !== '')
    const image = only?.type === 'link' && only.tokens?.length === 1 ? only.tokens[0] : only
    if (only && image && isImage(image) && !others.length) return this.figure(image, only)
    const alone = only && isLink(only) && !others.length && this.setting.outermost.has(token)
    return (alone && this.embed(only)) || `<p>${this.parser.parseInline(token.tokens).trimEnd()}</p>\n`
  }

  // A link that stands alone: named by its own words, else by where it leads.
  private embed(link: Tokens.Link): string | null {
    const embed = embedOf(link.href)
    if (!embed || link.tokens.some(isImage)) return null
    const { name, place, frame } = embed
    const titled = !/^(?:https?:\/\/|www\.)\S*$/.test(link.text)
    const shown = titled ? link : { ...link, text: place, tokens: [{ type: 'text', raw: place, text: place }] }
    const data = frame ? ` data-frame="${xml(frame)}"` : ''
    const where = titled ? `${name} · ${place}` : name
    return `<figure class="embed"${data}>${this.link(shown)}<figcaption>${xml(where)}</figcaption></figure>\n`
  }

  override br(): string {
    return '<br>\n'
  }

  // The title of a picture that stands alone is its caption.
  private figure(image: Tokens.Image, whole: Token): string {
    const title = image.title ?? (playerOf(image.href) && image.text)
    const caption = title ? `<figcaption>${this.setting.caption(title)}</figcaption>` : ''
    image.title = null
    return `<figure>${this.parser.parseInline([whole])}${caption}</figure>\n`
  }

  override image(token: Tokens.Image): string {
    this.setting.meter.spend(token.href.length * 8, token.raw)
    const player = playerOf(token.href)
    if (!player) return super.image(token)
    const link = `<a href="${token.href}">${token.href.replace(/^.*\./, '').toUpperCase()}</a>`
    return `<${player} src="${token.href}" aria-label="${xml(token.text)}">${link}</${player}>`
  }

  // A reference of four characters can stand for an address of thousands.
  override link(token: Tokens.Link): string {
    this.setting.meter.spend(token.href.length * 8, token.raw)
    return isSafeUrl(token.href) ? super.link(token) : this.parser.parseInline(token.tokens)
  }

  // The only field an article has is the box of a task, made below. A frame left open would take the rest for its own.
  override html(token: Tokens.HTML | Tokens.Tag): string {
    return super.html(token).replace(/<\/?(?:input|iframe)\b[^>]*>?/gi, '')
  }

  // The label names the columns, so it needs no word of any language.
  override table(token: Tokens.Table): string {
    const label = token.header.map((cell) => plainText(this.parser.parseInline(cell.tokens))).join(', ')
    return `<div class="table" role="region" tabindex="0" aria-label="${xml(label) || this.setting.w.table}">\n${super.table(token)}</div>\n`
  }

  override tablecell(token: Tokens.TableCell): string {
    return super.tablecell(token).replace(/^(<t[hd]) align="(\w+)"/, '$1 class="$2"')
  }

  override checkbox({ checked }: Tokens.Checkbox): string {
    const { w } = this.setting
    return `<input type="checkbox" disabled=""${checked ? ` checked="" aria-label="${w.done}"` : ` aria-label="${w.toDo}"`}> `
  }

  override code({ text, lang }: Tokens.Code): string {
    const language = /^[\w+#.-]{1,30}/.exec(lang ?? '')?.[0].toLowerCase() ?? ''
    const code = text && `${text.replace(/\n$/, '')}\n`
    const name = language && ` class="language-${language}"`
    return `<pre tabindex="0"><code${name}>${this.colour(code, language) ?? xml(code)}</code></pre>\n`
  }

  private colour(code: string, language: string): string | null {
    this.highlighted += code.length
    return this.highlighted <= MAX_HIGHLIGHTED ? highlight(code, language) : null
  }
}

function isLink(token: Token): token is Tokens.Link {
  return token.type === 'link'
}

function isImage(token: Token): token is Tokens.Image {
  return token.type === 'image'
}
