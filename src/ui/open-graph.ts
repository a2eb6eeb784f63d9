import { html } from 'hono/html'
import type { Article } from '../articles/article.ts'
import { SHARE_HEIGHT, SHARE_WIDTH } from '../media/share-image.ts'
import { mediaPath } from '../media/store.ts'
import type { Site } from '../settings/site.ts'
import { absolute } from '../text/safe-url.ts'

// https://ogp.me. Descriptions and addresses are taken from where the page has them anyway.
const graph = (site: Site, type: 'article' | 'profile' | 'website', title: string) =>
  html`<meta property="og:title" content="${title}"/>
<meta property="og:type" content="${type}"/>
<meta property="og:site_name" content="${site.name}"/>
`

/** What a shared link to an article shows, of what the page does not say already: every byte is an article's. */
export const articleGraph = (site: Site, { headline, hero, share }: Article) =>
  html`${graph(site, 'article', headline)}${
    hero &&
    html`<meta property="og:image" content="${absolute(site.address, hero.src)}"/>
${LARGE}`
  }${
    !hero &&
    share &&
    html`<meta property="og:image" content="${site.address + mediaPath(share)}"/>
<meta property="og:image:width" content="${SHARE_WIDTH}"/>
<meta property="og:image:height" content="${SHARE_HEIGHT}"/>
<meta property="og:image:alt" content="${headline}"/>
${LARGE}`
  }`

/** What a shared link to the front page or a list shows: its name, and the paper's logo. */
export const pageGraph = (site: Site, title: string, type: 'profile' | 'website' = 'website') =>
  html`${graph(site, type, title)}${
    site.look.logo && html`<meta property="og:image" content="${absolute(site.address, site.look.logo.src)}"/>\n`
  }`

const LARGE = html`<meta name="twitter:card" content="summary_large_image"/>
`
