import type { Database, Statement } from '../db/database.ts'
import { media } from '../db/tables/media.ts'
import { sha256Hex } from '../text/hash.ts'

/** Where files are kept: R2 when it is bound, else KV (25 MB a file). */
export interface MediaStore {
  MEDIA?: R2Bucket
  KV: KVNamespace
}

export interface Kept {
  name: string
  type: string
}

/** Types that are served, by the ending of their name. */
export const mediaTypes: Record<string, string> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  png: 'image/png',
  webm: 'video/webm',
  webp: 'image/webp',
}

export const keyOf = (name: string) => `media/${name}`

/** The file's name: 32 digits of the hash of its bytes, so that one name is one content for ever. */
export const mediaName = async (bytes: Uint8Array<ArrayBuffer>, ending: string): Promise<string> =>
  `${(await sha256Hex(bytes)).slice(0, 32)}.${ending}`

export const mediaPath = (name: string) => `/media/${name}`

/** Puts the bytes away; the row in the table is written by the caller, afterwards. */
export async function keepMedia(
  store: MediaStore,
  { name, type }: Kept,
  bytes: ArrayBuffer | Uint8Array,
): Promise<void> {
  if (store.MEDIA) await store.MEDIA.put(keyOf(name), bytes, { httpMetadata: { contentType: type } })
  else await store.KV.put(keyOf(name), bytes)
}

/** The bytes of a file, or null. */
export async function findMedia(store: MediaStore, name: string): Promise<ReadableStream | null> {
  // What came before R2 was switched on is in KV.
  return (await store.MEDIA?.get(keyOf(name)))?.body ?? store.KV.get(keyOf(name), 'stream')
}

/** A kept file of which parts may be read. */
export interface KeptFile {
  size: number
  part(offset: number, length: number): Promise<ReadableStream | ArrayBuffer | null>
}

/** A file to be read in parts: of R2 they are asked for, KV answers nothing but the whole. */
export async function openMedia({ MEDIA, KV }: MediaStore, name: string): Promise<KeptFile | null> {
  const key = keyOf(name)
  const head = await MEDIA?.head(key)
  if (MEDIA && head) {
    const part: KeptFile['part'] = async (offset, length) =>
      (await MEDIA.get(key, { range: { offset, length } }))?.body ?? null
    return { size: head.size, part }
  }
  const bytes = await KV.get(key, 'arrayBuffer')
  return bytes && { size: bytes.byteLength, part: async (offset, length) => bytes.slice(offset, offset + length) }
}

export const mediaStatement = (db: Database, row: typeof media.$inferInsert): Statement =>
  db.insert(media).values(row).onConflictDoNothing()
