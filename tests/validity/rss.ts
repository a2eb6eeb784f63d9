import { all, type Element, one, parseXml } from '../support/xml.ts'
import { contentMistakes, isAbsolute, isLanguage, isMediaType, isMoment, repeated } from './content.ts'

const namespaces: Record<string, string> = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
}

type Check = (element: Element) => boolean

// What browsers show of a feed: of XHTML's namespace, so that it is no element of RSS (src/feeds/browser.ts).
const isAnchor: Check = ({ attributes: { xmlns, href = '' } }) => xmlns === XHTML && isAbsolute(href)
const XHTML = 'http://www.w3.org/1999/xhtml'

// Date-time of RFC 822 with the year of RFC 1123.
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const written =
  /^(\w{3}), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})$/
const isRfc822 = (text: string) => {
  const day = written.exec(text)?.[1]
  return day !== undefined && DAYS[new Date(text).getUTCDay()] === day
}

const text: Check = (element) => element.text.trim() !== '' && element.children.length === 0
const link: Check = (element) => isAbsolute(element.text) && element.children.length === 0

/** What may stand in a channel: how it has to look, and how often it may be there. */
interface Rule {
  is: Check
  often?: boolean
}

// Of https://www.rssboard.org/rss-specification what a paper may have; of extensions those whose namespace is known.
const inChannel: Record<string, Rule> = {
  title: { is: text },
  link: { is: link },
  description: { is: text },
  language: { is: ({ text: tag }) => isLanguage(tag) },
  copyright: { is: text },
  pubDate: { is: ({ text: date }) => isRfc822(date) },
  lastBuildDate: { is: ({ text: date }) => isRfc822(date) },
  category: { is: text, often: true },
  generator: { is: text },
  docs: { is: link },
  ttl: { is: ({ text: minutes }) => /^\d+$/.test(minutes) },
  image: { is: (image) => ['url', 'title', 'link'].every((name) => all(image, name).length === 1) },
  'atom:link': { is: ({ attributes }) => isAbsolute(attributes.href ?? ''), often: true },
  a: { is: isAnchor },
  item: { is: () => true, often: true },
}

const inItem: Record<string, Rule> = {
  title: { is: text },
  link: { is: link },
  description: { is: text },
  guid: { is: ({ text: id, attributes }) => attributes.isPermaLink === 'false' || isAbsolute(id) },
  pubDate: { is: ({ text: date }) => isRfc822(date) },
  category: { is: text, often: true },
  comments: { is: link },
  source: { is: ({ attributes }) => isAbsolute(attributes.url ?? '') },
  enclosure: { is: isEnclosure },
  'atom:updated': { is: ({ text: date }) => isMoment(date) },
  'dc:creator': { is: text, often: true },
  'dc:language': { is: ({ text: tag }) => isLanguage(tag) },
  'content:encoded': { is: () => true },
  a: { is: isAnchor },
}

function isEnclosure({ attributes: { url = '', length = '', type = '' } }: Element): boolean {
  return isAbsolute(url) && /^\d+$/.test(length) && isMediaType(type)
}

/** What is wrong with a feed by the rules of RSS 2.0, a line each. */
export function rssMistakes(feed: string): string[] {
  const rss = parseXml(feed)
  const { version, 'xml:lang': language = '', ...declared } = rss.attributes
  const strange = Object.entries(declared).filter(([name, uri]) => namespaces[name] !== uri)
  const channel = one(rss, 'channel')
  const items = all(channel, 'item')
  return [
    ...(rss.name === 'rss' && version === '2.0' && isLanguage(language) ? [] : ['It is no RSS 2.0']),
    ...strange.map(([name, uri]) => `${name} is ${uri}`),
    ...['title', 'link', 'description'].filter((name) => all(channel, name).length === 0).map((name) => `No ${name}`),
    ...ruleMistakes(channel, inChannel),
    ...repeated(items.map((item) => one(item, 'guid').text)).map((guid) => `Twice: ${guid}`),
    ...items.flatMap(itemMistakes),
  ]
}

function itemMistakes(item: Element): string[] {
  const says = [...all(item, 'title'), ...all(item, 'description')]
  return [
    ...(says.length > 0 ? [] : ['An item with neither title nor description']),
    ...ruleMistakes(item, inItem),
    ...all(item, 'content:encoded').flatMap((content) => contentMistakes(content.text)),
  ]
}

function ruleMistakes(element: Element, rules: Record<string, Rule>): string[] {
  return element.children.flatMap((child) => {
    const rule = rules[child.name]
    if (!rule) return [`<${child.name}> in <${element.name}>`]
    const wrong = rule.is(child) ? [] : [`<${child.name}> ${JSON.stringify(child.attributes)} ${child.text}`]
    const isSecond = !rule.often && all(element, child.name)[0] !== child
    return isSecond ? [...wrong, `A second <${child.name}>`] : wrong
  })
}
