import type { OwnFile } from '../db/tables/articles.ts'
import { srcsetOf } from '../text/own-pictures.ts'

/** What an `<img>` says of a picture besides its address; nothing of its file where that is not ours. */
export function pictureAttributes(
  src: string,
  given: { width?: number | null | undefined; height?: number | null | undefined },
  file: OwnFile | null,
  sizes: string,
) {
  const { width, height } = given.width && given.height ? given : (file ?? given)
  const srcset = file?.variants ? srcsetOf(src, file.width) : undefined
  return { width: width ?? undefined, height: height ?? undefined, ...(srcset && { srcset, sizes }) }
}

/** The classes that keep a picture's focus in sight where it is cropped: fifths of it, for styles stand in the sheet. */
export function focusOf(file: OwnFile | null): string | undefined {
  const { x, y } = file?.focus ?? { x: 0.5, y: 0.5 }
  const [column, row] = [Math.round(x * 4), Math.round(y * 4)]
  return [column !== 2 && `x${column}`, row !== 2 && `y${row}`].filter(Boolean).join(' ') || undefined
}
