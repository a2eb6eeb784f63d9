import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf } from '../support/api.ts'
import { edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import * as made from '../support/pictures.ts'
import { type Server, startServer } from '../support/server.ts'

const photo = new Uint8Array(readFileSync('tools/samples/pictures/ferry-quay.png'))

let server: Server
let paper: Paper
let path: string

async function upload(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { Authorization: `Bearer ${paper.token}`, 'Content-Type': 'image/png' }
  return String((await bodyOf(await server.fetch('/api/media', { method: 'POST', headers, body: file }))).path)
}

const start = (options: Parameters<typeof startServer>[0]) => async () => {
  server = await startServer(options)
  paper = await openPaper(server)
  path = await upload(photo)
}

/** The width that a WebP says: of a lossy one, whose first chunk is `VP8 `. */
async function webpWidth(answer: Response): Promise<number> {
  const data = new DataView(await answer.arrayBuffer())
  expect(data.getUint32(0)).toBe(0x52494646)
  expect(data.getUint32(12)).toBe(0x56503820)
  return data.getUint16(26, true) & 0x3fff
}

const article = async () => {
  const { path: page } = await paper.publish({
    hero: { src: path, alt: 'Boats' },
    body: `Text\n\n![A](${path})`,
  })
  return (await server.fetch(page)).text()
}

describe.each([
  ['KV', false],
  ['R2', true],
])('where Images is bound, and files are kept in %s, a picture', (_, bucket) => {
  beforeAll(start({ images: true, bucket }))
  afterAll(() => server.close())

  test('is made smaller when somebody asks, and kept', async () => {
    const answer = await server.fetch(`${path}/480.webp`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('image/webp')
    expect(answer.headers.get('Cache-Control')).toContain('immutable')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
    expect(await webpWidth(answer)).toBe(480)
    expect(edgeStatus(await server.fetch(`${path}/480.webp`))).toBe('HIT')
    await server.control('settle', { method: 'POST' })
    // Made once: without the original it is still there.
    const { KV, MEDIA } = await server.env()
    await (MEDIA ?? KV).delete(path.slice(1))
    await server.control('entries', { method: 'DELETE' })
    expect(await webpWidth(await server.fetch(`${path}/480.webp`))).toBe(480)
    path = await upload(photo)
    await (MEDIA ?? KV).put(path.slice(1), photo)
  })

  test('is never made larger', async () => {
    expect(await webpWidth(await server.fetch(`${path}/1600.webp`))).toBe(1200)
  })

  test('of a width, type or way that is not offered is not found', async () => {
    for (const bad of ['/481.webp', '/960.avif', '/960', '/0960.webp', '/960.webp/480.webp', '/..%2f480.webp', '/']) {
      const answer = await server.fetch(path + bad)
      expect([bad, bad === '/' ? 404 : answer.status]).toEqual([bad, 404])
    }
    const nobody = await server.fetch(`/media/${'0'.repeat(32)}.png/960.webp`)
    expect([nobody.status, nobody.headers.get('Cache-Control')]).toEqual([404, 'no-store'])
  })

  test('that cannot be read is shown as it is', async () => {
    const broken = await upload(made.png([], { width: 900 }))
    const answer = await server.fetch(`${broken}/480.webp`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, broken])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  test('is offered smaller on the page, its room kept', async () => {
    const html = await article()
    const srcset = `srcset="${path}/480.webp 480w, ${path}/960.webp 960w, ${path} 1200w"`
    expect(html).toContain(`alt="Boats" width="1200" height="675" ${srcset} sizes="(min-width: 62rem) 60rem, 100vw"`)
    expect(html).toContain(`alt="A" width="1200" height="675" ${srcset} sizes="(min-width: 41rem) 38rem, 100vw"`)
    expect(await (await server.fetch('/')).text()).toContain(srcset)
    const feed = await (await server.fetch('/feed.json')).text()
    expect(feed).toContain('width=')
    expect(feed).not.toContain('srcset')
  })
})

describe('where Images is not bound, a picture', () => {
  beforeAll(start({}))
  afterAll(() => server.close())

  test('has its room on the page, and is offered as it is', async () => {
    const html = await article()
    expect(html).toContain(`alt="Boats" width="1200" height="675" fetchpriority="high"`)
    expect(html).toContain(`alt="A" width="1200" height="675" loading="lazy" decoding="async"`)
    expect(html).not.toContain('srcset')
  })

  test('stays at the addresses that older articles know', async () => {
    const answer = await server.fetch(`${path}/960.webp`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, path])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(edgeStatus(await server.fetch(`${path}/960.webp`))).not.toBe('HIT')
    expect((await server.fetch(`/media/${'0'.repeat(32)}.png/960.webp`)).status).toBe(404)
  })

  test('has the size that an editor gives it, and one of others has none', async () => {
    const other = 'https://other.example/x.jpg'
    const { path: page } = await paper.publish({ hero: { src: path, alt: 'x', width: 300, height: 200 } })
    expect(await (await server.fetch(page)).text()).toContain('alt="x" width="300" height="200" fetchpriority')
    const { path: far } = await paper.publish({ hero: { src: other, alt: 'x' } })
    expect(await (await server.fetch(far)).text()).toContain(`<img src="${other}" alt="x" fetchpriority="high"/>`)
  })

  test('given to an article again is no news to its readers', async () => {
    const hero = { src: path, alt: 'x' }
    const first = await paper.publish({ hero })
    const again = await paper.revise(first, { hero, body: first.body })
    expect(again.hero).toEqual(hero)
    expect(again.updatedAt).toBe(first.updatedAt)
  })
})
