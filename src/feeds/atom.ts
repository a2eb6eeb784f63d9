import { authorPath } from '../articles/address.ts'
import type { FeedItem } from '../articles/feed.ts'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { xml } from '../text/xml.ts'
import { anchor, PROLOG } from './browser.ts'
import { changedAt, contentOf, enclosureOf, type Feed, idOf } from './item.ts'

/** Atom (RFC 4287) with whole articles. */
export function atom({ site, title, description, home, path, items, hub }: Feed): string {
  const updated = new Date(Math.max(0, ...items.map((each) => Number(changedAt(each)))))
  return `${PROLOG}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(site.language)}">
<id>${xml(site.address + path)}</id>
<title>${xml(title)}</title>
${anchor(site.address + home, title)}
${description ? `<subtitle>${xml(description)}</subtitle>\n` : ''}<updated>${updated.toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${xml(site.address + path)}"/>
<link rel="alternate" type="text/html" href="${xml(site.address + home)}"/>
${hub ? `<link rel="hub" href="${xml(hub)}"/>\n` : ''}<author><name>${xml(site.name)}</name><uri>${xml(site.address)}/</uri></author>
${pictures(site)}${items.map((each) => entry(site, each)).join('\n')}
</feed>
`
}

const pictures = ({ address, look: { favicon, logo } }: Site) =>
  [
    favicon ? `<icon>${xml(address + favicon)}</icon>\n` : '',
    logo ? `<logo>${xml(address + logo.src)}</logo>\n` : '',
  ].join('')

const entry = (site: Site, article: FeedItem) => `<entry xml:lang="${xml(article.language)}">
<id>${xml(idOf(site, article))}</id>
<title>${xml(article.headline)}</title>
${anchor(site.address + article.path, article.headline)}
<link rel="alternate" type="text/html" href="${xml(site.address + article.path)}"/>
<published>${article.listedAt.toISOString()}</published>
<updated>${changedAt(article).toISOString()}</updated>
${article.authors.map(({ name, slug }) => `<author><name>${xml(name)}</name><uri>${xml(site.address + authorPath(slug))}</uri></author>`).join('')}
<category term="${article.genre}" scheme="${xml(site.address)}/genres" label="${words(site.language).genre[article.genre]}"/>${[article.section, ...article.topics].map(category).join('')}
${enclosure(site, article)}<summary>${xml(article.summary)}</summary>
<content type="html">${xml(contentOf(site, article))}</content>
</entry>`

const category = (of: { slug: string; name: string } | null) =>
  of ? `<category term="${xml(of.slug)}" label="${xml(of.name)}"/>` : ''

function enclosure(site: Site, article: FeedItem): string {
  const file = enclosureOf(site, article)
  return file
    ? `<link rel="enclosure" type="${file.type}"${file.length ? ` length="${file.length}"` : ''} href="${xml(file.url)}"/>\n`
    : ''
}
