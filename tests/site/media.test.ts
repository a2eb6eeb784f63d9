import { describe, expect, test } from 'vitest'
import { keepMedia, mediaName, mediaPath } from '../../src/media/store.ts'
import { edgeStatus } from '../support/paper.ts'
import { startServer } from '../support/server.ts'

const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4])

describe('a picture', () => {
  for (const [where, bucket] of [
    ['KV', false],
    ['R2', true],
  ] as const) {
    test(`kept in ${where} has the address of its content, for ever`, async () => {
      const server = await startServer({ bucket })
      try {
        const { MEDIA, KV } = await server.env()
        const name = await mediaName(picture, 'png')
        await keepMedia(MEDIA ? { MEDIA, KV } : { KV }, { name, type: 'image/png' }, picture.buffer)
        const answer = await server.fetch(mediaPath(name))
        expect(answer.status).toBe(200)
        expect(answer.headers.get('Content-Type')).toBe('image/png')
        expect(answer.headers.get('Cache-Control')).toContain('immutable')
        expect(new Uint8Array(await answer.arrayBuffer())).toEqual(picture)
        expect(edgeStatus(await server.fetch(mediaPath(name)))).toBe('HIT')
        expect((await server.fetch(`/media/${'0'.repeat(32)}.png`)).status).toBe(404)
        expect(Boolean(MEDIA)).toBe(bucket)
        const earlier = `${'1'.repeat(32)}.png`
        await keepMedia({ KV }, { name: earlier, type: 'image/png' }, picture.buffer)
        expect((await server.fetch(mediaPath(earlier))).status, 'kept in KV, bucket or not').toBe(200)
      } finally {
        await server.close()
      }
    })
  }
})
