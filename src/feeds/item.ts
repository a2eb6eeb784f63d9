import { changedAt as wordsChangedAt } from '../articles/changed.ts'
import type { FeedItem } from '../articles/feed.ts'
import type { Genre, Source } from '../db/tables/articles.ts'
import type { Site } from '../settings/site.ts'
import { day } from '../text/dates.ts'
import { plainEmbeds } from '../text/embed.ts'
import { absolute } from '../text/safe-url.ts'
import { words } from '../text/words/words.ts'
import { xml } from '../text/xml.ts'

/** A feed of articles, as every format is given it. */
export interface Feed {
  site: Site
  title: string
  description: string
  /** Of the page whose articles these are, and of the feed itself. */
  home: string
  path: string
  items: FeedItem[]
  /** The hub that tells subscribers of changes (WebSub), where the paper has one. */
  hub: string | null
}

/** It stays when the address changes, so that no reader sees an article twice. */
export const idOf = (site: Site, { id }: FeedItem): string => `${site.address}/articles/${id}`

/** When it appeared, or last got other words since. */
export const changedAt = (article: FeedItem): Date =>
  new Date(Math.max(Number(article.listedAt), Number(wordsChangedAt(article))))

// Feed readers know no base address, and one address of a picture is enough for them.
// `&amp;` in an address may stay: nothing that tells the parts of an address apart is escaped in HTML.
const away = (html: string, base: string): string =>
  html.replaceAll(/<source [^<>]*>/g, '').replaceAll(/<[a-z][^<>]*>/g, (tag) =>
    tag.replaceAll(/ ([a-z-]+)="([^"]*)"/g, (whole, name, value) => {
      if (/^(?:srcset|sizes)$/.test(name)) return ''
      return /^(?:href|src|cite)$/.test(name) ? ` ${name}="${URL.parse(value, base)?.href ?? value}"` : whole
    }),
  )

/** What kind of article it is, in a reader's word, where it is no report: few feed readers show categories. */
export const labelOf = (site: Site, genre: Genre): string =>
  genre === 'report' ? '' : xml(words(site.language).genre[genre])

/** The article as HTML that needs no page around it: kind, picture, place, text, sources, and what was corrected. */
export function contentOf(site: Site, article: FeedItem): string {
  const { bodyHtml, dateline, genre, hero, path, sources } = article
  const label = labelOf(site, genre)
  const body = away(plainEmbeds(bodyHtml), site.address + path)
  return [
    label && `<p><strong>${label}</strong></p>\n`,
    hero ? picture(site, hero) : '',
    dateline ? `<p>${xml(dateline)}</p>\n` : '',
    body,
    sources && sources.length > 0 ? sourceList(site, sources) : '',
    ...article.corrections.map(
      ({ text, at }) =>
        `\n<p><strong>${xml(words(site.language).feed.correction(day(at, site.language, site.timeZone)))}</strong> ${xml(text)}</p>`,
    ),
  ].join('')
}

const sourceList = (site: Site, sources: Source[]) =>
  `\n<p><strong>${xml(words(site.language).article.sources)}</strong></p>\n<ol>${sources.map(source).join('')}</ol>`

const source = ({ title, url, publisher, note }: Source) =>
  `<li>${url ? `<a href="${xml(url)}">${xml(title)}</a>` : `<cite>${xml(title)}</cite>`}${
    publisher ? `, ${xml(publisher)}` : ''
  }${note ? `. ${xml(note)}` : ''}</li>`

function picture(
  { address }: Site,
  { src, alt, width, height, caption, credit }: NonNullable<FeedItem['hero']>,
): string {
  const size = width && height ? ` width="${width}" height="${height}"` : ''
  const below = [caption, credit].filter(Boolean).join(' ')
  const image = `<img src="${xml(absolute(address, src))}" alt="${xml(alt)}"${size}/>`
  return `<figure>${image}${below ? `<figcaption>${xml(below)}</figcaption>` : ''}</figure>\n`
}

const types: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  webm: 'video/webm',
}

/**
 * What its first sound or film is, else its picture, by its name, and where; null where there is none, or nothing says
 * what it is. Its length in bytes is known of a picture of ours.
 */
export function enclosureOf(site: Site, { hero, picture, bodyHtml }: FeedItem): Enclosure | null {
  const played = /<(?:audio|video) src="([^"]+)"/.exec(bodyHtml)?.[1]
  const src = played ?? hero?.src ?? ''
  const type = types[/\.([a-z\d]+)(?:\?|$)/.exec(src)?.[1] ?? '']
  return type ? { url: absolute(site.address, src), type, length: played ? undefined : picture?.file?.bytes } : null
}

interface Enclosure {
  url: string
  type: string
  length: number | undefined
}
