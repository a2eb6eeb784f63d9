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
