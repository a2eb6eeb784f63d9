import type { FeedItem } from '../articles/feed.ts'
import type { Site } from '../settings/site.ts'
import { rfc822, xml } from '../text/xml.ts'
import { anchor, PROLOG } from './browser.ts'
import { changedAt, contentOf, enclosureOf, type Feed, idOf } from './item.ts'

/** RSS 2.0 (https://www.rssboard.org/rss-specification) with whole articles. */
export const rss = ({ site, title, description, home, path, items, hub }: Feed) => `${PROLOG}
<rss version="2.0" xml:lang="${xml(site.language)}" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${xml(title)}</title>
${anchor(site.address + home, title)}
<link>${xml(site.address + home)}</link>
<description>${xml(description || title)}</description>
<language>${xml(site.language)}</language>
<atom:link href="${xml(site.address + path)}" rel="self" type="application/rss+xml"/>
${hub ? `<atom:link href="${xml(hub)}" rel="hub"/>\n` : ''}${image(site, title, home)}${items.map((each) => item(site, each)).join('\n')}
</channel>
</rss>
`

// As wide as it is: what the format would rather have has no room for a name.
const image = ({ address, look }: Site, title: string, home: string) =>
  look.logo
    ? `<image><url>${xml(address + look.logo.src)}</url><title>${xml(title)}</title><link>${xml(address + home)}</link></image>\n`
    : ''

const item = (site: Site, article: FeedItem) => `<item>
<title>${xml(article.headline)}</title>
${anchor(site.address + article.path, article.headline)}
<link>${xml(site.address + article.path)}</link>
<guid isPermaLink="false">${xml(idOf(site, article))}</guid>
<pubDate>${rfc822(article.listedAt)}</pubDate>
<atom:updated>${changedAt(article).toISOString()}</atom:updated>
${article.authors.map((author) => `<dc:creator>${xml(author.name)}</dc:creator>`).join('')}
<dc:language>${xml(article.language)}</dc:language>
${[article.section, { name: article.genre }, ...article.topics].map((each) => (each ? `<category>${xml(each.name)}</category>` : '')).join('')}
${enclosure(site, article)}${article.summary && `<description>${xml(article.summary)}</description>\n`}<content:encoded>${xml(contentOf(site, article))}</content:encoded>
</item>`

// A length that is not known is 0 (https://www.rssboard.org/rss-profile#element-channel-item-enclosure), as W3C's validator has it.
function enclosure(site: Site, article: FeedItem): string {
  const file = enclosureOf(site, article)
  return file ? `<enclosure url="${xml(file.url)}" length="${file.length ?? 0}" type="${file.type}"/>\n` : ''
}
