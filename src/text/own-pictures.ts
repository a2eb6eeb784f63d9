/** What a text has to know of a file of ours that it shows; by the address that the text says. */
export type OwnPictures = ReadonlyMap<string, { width: number | null; height: number | null; variants: boolean }>

/** The element that plays what is at an address; undefined where that is no film or sound of ours. */
export function playerOf(src: string): 'audio' | 'video' | undefined {
  const [, ending] = /^\/media\/[0-9a-f]{32}\.(m4a|mp3|mp4|webm)$/.exec(src) ?? []
  if (ending) return ending === 'mp4' || ending === 'webm' ? 'video' : 'audio'
}

/** Widths in which a picture is offered besides its own. No other is ever made. */
export const WIDTHS = [480, 960, 1600] as const

/** Where the picture at `src` is kept in another width, as WebP. */
export const variantOf = (src: string, width: number) => `${src}/${width}.webp`

/** The picture in the widths below its own, and in its own; undefined where it is too small to have any. */
export function srcsetOf(src: string, own: number | null): string | undefined {
  const smaller = WIDTHS.filter((width) => own !== null && width < own)
  if (smaller.length === 0) return undefined
  return [...smaller.map((width) => `${variantOf(src, width)} ${width}w`), `${src} ${own}w`].join(', ')
}
