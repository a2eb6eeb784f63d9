import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepMedia, mediaName, mediaPath } from '../../src/media/store.ts'
import { edgeStatus } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

// As the Worker answers where no edge stands before it, and as the edge does.
const ways = ['/__edge/render', '']
const asked: [range: string, status: number, part: [number, number] | null, extra?: Record<string, string>][] = [
  ['bytes=0-3', 206, [0, 3]],
  ['bytes=4-', 206, [4, 9]],
  ['bytes=-3', 206, [7, 9]],
  ['bytes=-99', 206, [0, 9]],
  ['bytes=8-99', 206, [8, 9]],
  ['bytes=10-', 416, null],
  ['bytes=10-20', 416, null],
  ['bytes=-0', 416, null],
  ['bytes=5-2', 200, null],
  ['bytes=0-1,4-5', 200, null],
  ['bytes=-', 200, null],
  ['bytes=a-b', 200, null],
  ['bytes=0x1-5', 200, null],
  ['lines=0-3', 200, null],
  ['bytes=99999999999999999999-', 200, null],
  ['bytes=0-3', 206, [0, 3], { 'If-Range': `"${'2'.repeat(32)}"` }],
  ['bytes=0-3', 200, null, { 'If-Range': '"another"' }],
  ['bytes=0-3', 200, null, { 'If-Range': `W/"${'2'.repeat(32)}"` }],
  ['bytes=0-3', 200, null, { 'If-Range': 'Sun, 22 Nov 2026 10:00:00 GMT' }],
]

describe.each([
  ['KV', false],
  ['R2', true],
] as const)('a film kept in %s', (_, bucket) => {
  const film = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  const path = mediaPath(`${'2'.repeat(32)}.mp4`)
  let server: Server
  beforeAll(async () => {
    server = await startServer({ bucket })
    const { MEDIA, KV } = await server.env()
    await keepMedia(MEDIA ? { MEDIA, KV } : { KV }, { name: path.slice(7), type: 'video/mp4' }, film)
  })
  afterAll(() => server.close())

  test('comes whole, and says that it can come in parts', async () => {
    for (const way of ways) {
      const answer = await server.fetch(way + path)
      expect(answer.headers.get('Content-Type')).toBe('video/mp4')
      expect(answer.headers.get('Accept-Ranges')).toBe('bytes')
      expect(answer.headers.get('Content-Length')).toBe('10')
      expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; media-src 'self'; sandbox")
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(film)
      const head = await server.fetch(way + path, { method: 'HEAD', headers: { Range: 'bytes=0-3' } })
      expect([head.status, head.headers.get('Content-Range')]).toEqual([200, null])
    }
    expect(edgeStatus(await server.fetch(path))).toBe('HIT')
  })

  test.each(asked)('asked for %s answers %s', async (range, status, part, extra = {}) => {
    // How the edge reads these two is documented nowhere.
    for (const way of ['bytes=5-2', 'bytes=99999999999999999999-'].includes(range) ? ways.slice(0, 1) : ways) {
      const answer = await server.fetch(way + path, { headers: { Range: range, ...extra } })
      expect([way, answer.status]).toEqual([way, status])
      const said = part ? `bytes ${part[0]}-${part[1]}/10` : status === 416 ? 'bytes */10' : null
      expect(answer.headers.get('Content-Range')).toBe(said)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (status !== 416) expect(bytes).toEqual(part ? film.slice(part[0], part[1] + 1) : film)
    }
  })

  test('that is not there is not found, in parts or whole, wherever one climbs', async () => {
    const headers = { Range: 'bytes=0-3' }
    for (const nowhere of [
      `/media/${'3'.repeat(32)}.mp4`,
      `/media/${'2'.repeat(32)}.html`,
      '/media/..%2f..%2fx.mp4',
      `${path}/480.webp`,
    ])
      expect([nowhere, (await server.fetch(nowhere, { headers })).status]).toEqual([nowhere, 404])
  })
})

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
