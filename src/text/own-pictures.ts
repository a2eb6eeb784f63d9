/** What a text has to know of a file of ours that it shows; by the address that the text says. */
export type OwnPictures = ReadonlyMap<string, Size>

interface Size {
  width: number | null
  height: number | null
}

/** The element that plays what is at an address; undefined where that is no film or sound of ours. */
export function playerOf(src: string): 'audio' | 'video' | undefined {
  const [, ending] = /^\/media\/[0-9a-f]{32}\.(m4a|mp3|mp4|webm)$/.exec(src) ?? []
  if (ending) return ending === 'mp4' || ending === 'webm' ? 'video' : 'audio'
}

/** Widths in which a picture is offered besides its own. No other is ever made. */
export const WIDTHS = [480, 960, 1600] as const

/** Cloudflare Images makes no AVIF that is longer on a side. */
const MOST_AVIF = 1200

let bound = false

/** Says, once an isolate, whether smaller pictures can be made: a page asks when it is shown, not when it was saved. */
export const makesSmaller = (isBound: boolean): void => {
  bound = isBound
}

/** Where the picture at `path` is kept in another width. */
export const variantOf = (path: string, file: string) => `${path}/${file}`

/**
 * `srcset` of a picture of ours, in the widths below its own, and its own: `avif` where that can be made, and WebP beyond;
 * undefined where none can. Nothing at all of a picture that has no smaller ones: a GIF may move, an AVIF is small already.
 */
export function smallerOf(
  src: string,
  { width, height }: Size,
): { avif: string | undefined; webp: string } | undefined {
  const [path] = /\/media\/[0-9a-f]{32}\.(?:jpg|png|webp)$/.exec(src) ?? []
  const below = WIDTHS.filter((each) => width && each < width)
  if (!bound || !path || !width || below.length === 0) return undefined
  const fits = (each: number) => Math.max(each, ((height ?? width) * each) / width) <= MOST_AVIF
  const list = (small: string) =>
    [
      ...below.map((each) => `${variantOf(path, `${each}.${fits(each) ? small : 'webp'}`)} ${each}w`),
      `${src} ${width}w`,
    ].join(', ')
  return { avif: below.some(fits) ? list('avif') : undefined, webp: list('webp') }
}

/** As wide as the text, or as the window. */
const SIZES = '(min-width: 41rem) 38rem, 100vw'

/** The text of an article, as it is stored, with its pictures of ours in smaller widths too. */
export const withSmaller = (html: string, address: string): string =>
  bound ? html.replace(/<picture>.*?<\/picture>|<img [^>]*>/gs, (tag) => offered(tag, address)) : html

function offered(tag: string, address: string): string {
  // What was saved before pages asked has a list of ours in it; any other is its editor's, as a `picture` is.
  const img = tag.replace(/ srcset="[^"]*\/480\.webp 480w, [^"]*" sizes="[^"]*"/, '')
  const { src = '', srcset, width = '', height = '' } = attributesOf(img)
  const isOurs = src.startsWith('/media/') || src.startsWith(`${address}/media/`)
  if (!img.startsWith('<img') || srcset || !isOurs) return tag
  const smaller = smallerOf(src, { width: Number.parseInt(width, 10), height: Number.parseInt(height, 10) || null })
  if (!smaller) return img
  const { avif, webp } = smaller
  const whole = img.replace(/ ?\/?>$/, ` srcset="${webp}" sizes="${SIZES}"/>`)
  return avif ? `<picture><source type="image/avif" srcset="${avif}" sizes="${SIZES}"/>${whole}</picture>` : whole
}

const attributesOf = (tag: string): Record<string, string | undefined> =>
  Object.fromEntries(Array.from(tag.matchAll(/ ([a-z]+)="([^"]*)"/g), ([, name, value]) => [name, value]))
