import { findMedia, keepMedia, type MediaStore } from './store.ts'

/** Where smaller pictures are made, when bound. */
export interface VariantStore extends MediaStore {
  IMAGES?: ImagesBinding
}

const QUALITY = 80

/** Whether smaller ones are made of it: a GIF may move, and an AVIF is no input that the Images binding promises. */
export const hasVariants = (name: string) => /\.(?:jpg|png|webp)$/.test(name)

/** The picture in another width, if it was made before. */
export const findVariant = (store: MediaStore, name: string, width: number): Promise<ReadableStream | null> =>
  findMedia(store, keyOf(name, width))

/** Keeps what `makeVariant` made. */
export const keepVariant = (store: MediaStore, name: string, width: number, bytes: ArrayBuffer): Promise<void> =>
  keepMedia(store, { name: keyOf(name, width), type: 'image/webp' }, bytes)

/**
 * The picture as WebP of this width, or of its own where that is smaller. Null where there is no such picture, or
 * where nothing can be made here. Throws what the Images binding throws: broken files, its limits.
 */
export async function makeVariant(store: VariantStore, name: string, width: number): Promise<ArrayBuffer | null> {
  const original = store.IMAGES && (await findMedia(store, name))
  if (!store.IMAGES || !original) return null
  const made = await store.IMAGES.input(original)
    .transform({ width, fit: 'scale-down' })
    .output({ format: 'image/webp', quality: QUALITY })
  return made.response().arrayBuffer()
}

const keyOf = (name: string, width: number) => `${name}/${width}.webp`
