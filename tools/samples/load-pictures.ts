import { commit } from '../../src/cache/change.ts'
import type { Store } from '../../src/cache/store.ts'
import { keepMedia, type MediaStore, mediaName, mediaPath, mediaStatement } from '../../src/media/store.ts'
import type { Picture } from './load-files.ts'

/** Where a picture is served, and how large it is. */
export interface Placed {
  src: string
  width: number
  height: number
}

/** Keeps the pictures; answers where each file went. */
export async function loadPictures(
  store: Store,
  files: MediaStore,
  pictures: Picture[],
  createdAt: Date,
): Promise<Map<string, Placed>> {
  const kept = await Promise.all(pictures.map((picture) => keep(files, picture)))
  const rows = kept.map(({ name, bytes, width, height }) => ({
    name,
    bytes,
    width,
    height,
    type: 'image/png',
    createdAt,
  }))
  const statements = rows.map((row) => mediaStatement(store.db, row))
  await commit(store.db, statements)
  return new Map(kept.map(({ file, src, width, height }) => [file, { src, width, height }]))
}

async function keep(files: MediaStore, { file, bytes }: Picture) {
  const name = await mediaName(bytes, 'png')
  await keepMedia(files, { name, type: 'image/png' }, bytes.buffer)
  return { file, name, bytes: bytes.length, src: mediaPath(name), ...pngSize(bytes) }
}

/** Width and height stand at fixed places in a PNG: bytes 16 to 23. */
export function pngSize(bytes: Uint8Array<ArrayBuffer>): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  if (bytes.length < 24 || view.getUint32(0) !== 0x89504e47) throw new Error('Not a PNG')
  return { width: view.getUint32(16), height: view.getUint32(20) }
}
