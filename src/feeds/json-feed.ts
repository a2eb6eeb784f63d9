import { authorPath } from '../articles/address.ts'
import type { FeedItem } from '../articles/feed.ts'
import type { Site } from '../settings/site.ts'
import { absolute } from '../text/safe-url.ts'
import { changedAt, contentOf, enclosureOf, type Feed, idOf } from './item.ts'

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) with whole articles. */
export const jsonFeed = ({ site, title, description, home, path, items, hub }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: site.address + home,
    feed_url: site.address + path,
    description: description || undefined,
    icon: pictureOf(site, site.look.favicon ?? site.look.logo?.src),
    favicon: pictureOf(site, site.look.favicon),
    language: site.language,
    hubs: hub ? [{ type: 'WebSub', url: hub }] : undefined,
    authors: [{ name: site.name, url: `${site.address}/` }],
    items: items.map((each) => item(site, each)),
  })

const attached = (file: ReturnType<typeof enclosureOf>) =>
  file ? [{ url: file.url, mime_type: file.type, size_in_bytes: file.length }] : undefined

const pictureOf = ({ address }: Site, path: string | null | undefined) => (path ? address + path : undefined)

// Extensions begin with an underscore: what kind of article it is, and its corrections as data.
const item = (site: Site, article: FeedItem) => ({
  id: idOf(site, article),
  url: site.address + article.path,
  title: article.headline,
  summary: article.summary || undefined,
  content_html: contentOf(site, article),
  image: article.hero ? absolute(site.address, article.hero.src) : undefined,
  date_published: article.listedAt.toISOString(),
  date_modified: changedAt(article).toISOString(),
  authors:
    article.authors.length > 0
      ? article.authors.map(({ name, slug }) => ({ name, url: site.address + authorPath(slug) }))
      : undefined,
  tags: [article.section, { name: article.genre }, ...article.topics].flatMap((each) => each?.name ?? []),
  language: article.language,
  attachments: attached(enclosureOf(site, article)),
  _dateline: {
    genre: article.genre,
    corrections: article.corrections.map(({ text, at }) => ({ date: at.toISOString(), text })),
  },
})
