/** A link to one of the common hosts: what the host is called, where the link leads in short, and its player. */
export interface Embed {
  name: string
  place: string
  /** The player's address, where it is one that may be framed. */
  frame: string | undefined
}

interface Host {
  name: string
  /** Of host, path and query, from the host without "www.". */
  address: RegExp
  frame?: (match: string[], query: URLSearchParams) => string
}

const MAX_ADDRESS = 2_000

const hosts: Host[] = [
  {
    name: 'YouTube',
    address:
      /^(?:(?:music\.)?youtube\.com\/(?:watch\?(?:.*&)?v=|shorts\/|live\/|embed\/)|youtube-nocookie\.com\/embed\/|youtu\.be\/)([\w-]{11})/,
    frame: ([, id], query) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1${startOf(query)}`,
  },
  {
    name: 'Vimeo',
    address: /^(?:player\.)?vimeo\.com\/(?:video\/|channels\/\w+\/)?(\d{5,12})(?:\/(\w{8,12}))?/,
    frame: ([, id, key]) => `https://player.vimeo.com/video/${id}?dnt=1&autoplay=1${key ? `&h=${key}` : ''}`,
  },
  {
    name: 'Dailymotion',
    address: /^(?:dailymotion\.com\/video\/|dai\.ly\/)(\w{5,12})/,
    frame: ([, id]) => `https://geo.dailymotion.com/player.html?video=${id}`,
  },
  { name: 'X', address: /^(?:x|twitter)\.com\/\w{1,20}\/status\/\d+/ },
  { name: 'Bluesky', address: /^bsky\.app\/profile\/[\w.:-]+\/post\/\w+/ },
  { name: 'Threads', address: /^threads\.(?:com|net)\/@[\w.]+\/post\/[\w-]+/ },
  { name: 'Instagram', address: /^instagram\.com\/(?:[\w.]+\/)?(?:p|reel|tv)\/[\w-]+/ },
  { name: 'Facebook', address: /^facebook\.com\/(?:[\w.]+\/(?:posts|videos)|reel)\/\w+/ },
  { name: 'TikTok', address: /^tiktok\.com\/@[\w.-]+\/(?:video|photo)\/\d+/ },
  { name: 'Spotify', address: /^open\.spotify\.com\/(?:intl-\w+\/)?(?:album|artist|episode|playlist|show|track)\/\w+/ },
  { name: 'SoundCloud', address: /^soundcloud\.com\/[\w-]+\/[\w-]+(?:\/[\w-]+)?/ },
  // On whatever host: a post's address is a name and a long number.
  { name: 'Mastodon', address: /^[a-z\d.-]+\.[a-z\d-]{2,}\/@\w[\w.-]*(?:@[\w.-]+)?\/\d{9,}/ },
]

/** What a link that stands alone is a link to; null for all other addresses, also for those that only look like one. */
export function embedOf(href: string): Embed | null {
  const url = href.length <= MAX_ADDRESS ? URL.parse(href) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.port) return null
  const address = url.hostname.replace(/^(?:www|m|mobile)\./, '') + url.pathname + url.search
  for (const { name, address: pattern, frame } of hosts) {
    const match = pattern.exec(address)
    if (match && /^(?:[/?&]|$)/.test(address.slice(match[0].length)))
      return { name, place: match[0], frame: frame?.(match, url.searchParams) }
  }
  return null
}

// `t=90`, `t=90s`, `t=1h2m3s`
function startOf(query: URLSearchParams): string {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?$/.exec(query.get('t') ?? query.get('start') ?? '') ?? []
  const start = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return start > 0 ? `&start=${start}` : ''
}

const players =
  /^https:\/\/(?:www\.youtube-nocookie\.com\/embed\/[\w-]{11}|player\.vimeo\.com\/video\/\d+|geo\.dailymotion\.com\/player\.html)\?[\w&=]*$/

/** Whether a page may frame this address once its reader asks. */
export const isPlayer = (address: string): boolean => players.test(address)

/** The origins that cleaned HTML may frame, for `frame-src`. */
export function frameOrigins(html: string): string[] {
  const framed = html.matchAll(/<figure\b[^<>]* data-frame="([^"]*)"/g)
  const addresses = [...framed].map(([, address = '']) => address.replaceAll('&amp;', '&')).filter(isPlayer)
  return [...new Set(addresses.map((address) => new URL(address).origin))]
}

const card =
  /<figure class="embed"[^<>]*>(<a [^<>]*>(?:(?!<\/a>)[\s\S])*<\/a>)<figcaption>([^<]*)<\/figcaption><\/figure>/g

/** Cleaned HTML with its cards as plain paragraphs, for where no stylesheet or script of ours is. */
export const plainEmbeds = (html: string): string => html.replace(card, '<p>$1 ($2)</p>')
