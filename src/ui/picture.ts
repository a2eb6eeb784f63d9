import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { OwnFile } from '../db/tables/articles.ts'
import { smallerOf } from '../text/own-pictures.ts'

interface Given {
  src: string
  width?: number | null | undefined
  height?: number | null | undefined
}

interface Attributes {
  width: number | undefined
  height: number | undefined
  srcset?: string
  sizes?: string
}

/**
 * A picture, its `<img>` made by `img` of what it says besides its address; in AVIF for browsers that show it, where
 * that can be made. Nothing is said of its file where that is not ours.
 */
export function pictured(given: Given, file: OwnFile | null, sizes: string, img: (said: Attributes) => Child): Child {
  const { width, height } = given.width && given.height ? given : (file ?? given)
  const { avif, webp } = (file && smallerOf(given.src, file)) ?? {}
  const shown = img({ width: width ?? undefined, height: height ?? undefined, ...(webp && { srcset: webp, sizes }) })
  return avif ? html`<picture><source type="image/avif" srcset="${avif}" sizes="${sizes}"/>${shown}</picture>` : shown
}

/** The classes that keep a picture's focus in sight where it is cropped: fifths of it, for styles stand in the sheet. */
export function focusOf(file: OwnFile | null): string | undefined {
  const { x, y } = file?.focus ?? { x: 0.5, y: 0.5 }
  const [column, row] = [Math.round(x * 4), Math.round(y * 4)]
  return [column !== 2 && `x${column}`, row !== 2 && `y${row}`].filter(Boolean).join(' ') || undefined
}
