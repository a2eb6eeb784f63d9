import { plainText } from '../text/excerpt.ts'
import { hostOf, linksIn } from './links.ts'

/** A comment as the filter sees it; `html` is cleaned. */
export interface Said {
  author: string
  email: string
  url: string
  html: string
}

// Of a very long comment the words of the beginning and the end are read, so that time is bounded; links count wherever.
const HEAD = 8_000
const TAIL = 4_000
const LONGEST = 24

const word = /\p{Sc}|\p{Extended_Pictographic}|[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}ー]+/gu

/** The words of a cleaned comment, folded, in their order, each once. */
export function wordsOf(html: string): string[] {
  const unlinked = read(html).replace(/<a\b[^>]*>([^<>]*)<\/a>/g, (link, shown) => (shown.includes('://') ? ' ' : link))
  return [...new Set(cut(plainText(unlinked)))]
}

// Cut where no tag is halved: in cleaned HTML "<" and ">" stand around tags alone.
function read(html: string): string {
  if (html.length <= HEAD + TAIL) return html
  return `${html.slice(0, HEAD).replace(/<[^<>]*$/, '')}\n${html.slice(-TAIL).replace(/^[^<>]*>/, '')}`
}

/** A text's words. Where no spaces part them, every three letters in a row; digits are all the same digit. */
function cut(text: string): string[] {
  if (!/[^\0-\x7f]/.test(text)) return cutAscii(text)
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Nd}/gu, '0')
  const runs = [...folded.matchAll(unspaced)].flatMap(([run]) => threes([...run]))
  const words = [...folded.replace(unspaced, ' ').matchAll(word)].map(([each]) => [...each].slice(0, LONGEST).join(''))
  return [...words.filter((each) => each.length > 1 || !/[\p{L}\p{N}]/u.test(each)), ...runs]
}

// The same words, without asking for the properties of each letter.
const cutAscii = (text: string): string[] =>
  (
    text
      .toLowerCase()
      .replace(/\d/g, '0')
      .match(/\$|[a-z0]+(?:['.-][a-z0]+)*/g) ?? []
  )
    .map((each) => each.slice(0, LONGEST))
    .filter((each) => each.length > 1 || each === '$')

const threes = (letters: string[]): string[] =>
  letters.length < 4 ? [letters.join('')] : letters.slice(2).map((_, i) => letters.slice(i, i + 3).join(''))

/** Where a comment leads: every host, its ending, and the words that the website's address is made of. */
export function placesOf({ url, html }: Said): string[] {
  const hosts = [
    ...new Set(
      [url, ...linksIn(html)]
        .filter((each) => each !== '')
        .map(hostOf)
        .filter((host) => host !== ''),
    ),
  ].slice(0, 6)
  const endings = hosts.map((host) => `tld:${endingOf(host)}`)
  const named = url === '' ? null : URL.parse(url)
  const words = named ? cut(`${hostOf(url).replace(/\.[^.]*$/, '')} ${named.pathname}`.replace(/[-._/]+/g, ' ')) : []
  return [
    ...hosts.map((host) => `host:${host.slice(-40)}`),
    ...endings,
    ...words.slice(0, 6).map((each) => `site:${each}`),
  ]
}

const endingOf = (host: string): string => host.slice(host.lastIndexOf('.') + 1).slice(0, LONGEST)

/**
 * What name, email, website and text look like. No one's name or email address is kept: of a name its words
 * only when it is no person's (five words, digits or signs in it), of an email address its ending.
 */
export function shapesOf({ author, email, url, html }: Said): string[] {
  const text = plainText(read(html))
  return [
    ...nameShapes(author, url),
    ...emailShapes(email, url),
    ...urlShapes(url),
    ...linkShapes(html),
    ...textShapes(text),
  ]
}

function nameShapes(author: string, url: string): string[] {
  const words = author.split(/\s+/)
  const isKeyword = words.length > 4 || /[\d/|!:]/.test(author)
  const shapes = [`name:${Math.min(words.length, 4)}`]
  if (isKeyword)
    shapes.push(
      'name:keyword-like',
      ...cut(author)
        .slice(0, 4)
        .map((each) => `name:${each}`),
    )
  if (/^[^\p{Lu}]*\p{Ll}[^\p{Lu}]*$/u.test(author)) shapes.push('name:lower')
  const host = url === '' ? '' : hostOf(url)
  if (host !== '' && words.some((each) => each.length > 3 && host.includes(each.toLowerCase())))
    shapes.push('name:in-url')
  if (/\p{Ll}\p{Lu}/u.test(author)) shapes.push('name:camel')
  return shapes
}

function emailShapes(email: string, url: string): string[] {
  const [local = '', host = ''] = email.toLowerCase().split('@')
  const shapes = [`email:tld:${endingOf(host)}`]
  if (/\d{3}/.test(local)) shapes.push('email:digits')
  if (local.split('.').length > 3) shapes.push('email:dots')
  if (host !== '' && url !== '' && host === hostOf(url)) shapes.push('email:of-website')
  return shapes
}

function urlShapes(url: string): string[] {
  const parsed = url === '' ? null : URL.parse(url)
  if (!parsed) return ['url:none']
  const shapes = [parsed.pathname.length > 1 || parsed.search ? 'url:page' : 'url:site']
  if (/-.*-|\d/.test(parsed.hostname)) shapes.push('url:made-up')
  return shapes
}

function linkShapes(html: string): string[] {
  const count = linksIn(html).length
  const shapes = [`links:${count > 2 ? '3+' : count}`]
  if (/<a\b[^>]*>(?!https?:|www\.)/.test(html)) shapes.push('links:named')
  if (html.includes('<blockquote')) shapes.push('text:quotes')
  return shapes
}

function textShapes(text: string): string[] {
  const shapes = [`length:${Math.min(9, Math.floor(Math.log2(text.length + 1)))}`]
  if (/!!|(?:![^!]*){4}/.test(text)) shapes.push('text:exclaims')
  if (/[\u{1d400}-\u{1d7ff}\u{ff21}-\u{ff5a}\u{24b6}-\u{24e9}]/u.test(text)) shapes.push('text:dressed')
  if (/(?:\p{sc=Latn}[\p{sc=Cyrl}\p{sc=Grek}]|[\p{sc=Cyrl}\p{sc=Grek}]\p{sc=Latn})/u.test(text))
    shapes.push('text:mixed')
  if (/\p{L}[\d@$*]+\p{L}/u.test(text)) shapes.push('text:broken-words')
  if (/(?<!\p{L})(?:\p{L}[ .*_-]){4}/u.test(text)) shapes.push('text:spaced-out')
  if (/\+\d[\d ()-]{8}|@\w{4}|t\.me|wa\.me/.test(text)) shapes.push('text:contact')
  return shapes
}
