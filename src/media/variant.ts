import { WIDTHS } from '../text/own-pictures.ts'
import type { Bytes } from './bytes.ts'
import { endingOf } from './picture.ts'
import { findMedia, keepMedia, keyOf, type MediaStore, mediaTypes } from './store.ts'

/** Where smaller pictures are made, when bound. */
export interface VariantStore extends MediaStore {
  IMAGES?: ImagesBinding
}

const QUALITY = { webp: 80, avif: 60 }
type Format = keyof typeof QUALITY

/** A smaller picture. Its type is not always the one that was asked for: of AVIF, Images may make WebP or JPEG. */
export interface Variant {
  bytes: Bytes
  type: string
}

/** The picture in another width and format, `480.webp`, if it was made before. */
export async function findVariant(store: MediaStore, name: string, file: string): Promise<Variant | null> {
  const kept = await findMedia(store, `${name}/${file}`)
  return kept && typed(await new Response(kept).arrayBuffer())
}

/** Keeps what `makeVariant` made. */
export const keepVariant = (store: MediaStore, name: string, file: string, { bytes, type }: Variant): Promise<void> =>
  keepMedia(store, { name: `${name}/${file}`, type }, bytes)

/**
 * The picture in this width, or of its own where that is smaller. Null where there is no such picture, or where nothing
 * can be made here. Throws what the Images binding throws: broken files, its limits.
 */
export async function makeVariant(store: VariantStore, name: string, file: string): Promise<Variant | null> {
  const original = store.IMAGES && (await findMedia(store, name))
  if (!store.IMAGES || !original) return null
  const format: Format = file.endsWith('.avif') ? 'avif' : 'webp'
  const made = await store.IMAGES.input(original)
    .transform({ width: Number.parseInt(file, 10), fit: 'scale-down' })
    .output({ format: `image/${format}`, quality: QUALITY[format] })
  return typed(await made.response().arrayBuffer())
}

/** Removes a file with what was made of it. What is not there is gone as well. */
export async function dropMedia({ MEDIA, KV }: MediaStore, name: string): Promise<void> {
  const smaller = WIDTHS.flatMap((width) => [`/${width}.webp`, `/${width}.avif`])
  const keys = ['', ...smaller].map((file) => keyOf(name + file))
  await Promise.all([MEDIA?.delete(keys), ...keys.map((key) => KV.delete(key))])
}

function typed(buffer: ArrayBuffer): Variant {
  const bytes = new Uint8Array(buffer)
  return { bytes, type: mediaTypes[endingOf(bytes) ?? ''] ?? 'image/webp' }
}
