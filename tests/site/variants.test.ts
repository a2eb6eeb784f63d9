import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf } from '../support/api.ts'
import { htmlMistakes } from '../support/html.ts'
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

/** The width and height that an AVIF says, in its box `ispe`. */
async function avifSize(answer: Response): Promise<[number, number]> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.toString('latin1', 4, 12)).toBe('ftypavif')
  const at = bytes.indexOf('ispe')
  return [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)]
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

  test('is made as AVIF too, up to what Images makes of it', async () => {
    const answer = await server.fetch(`${path}/480.avif`)
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/avif'])
    expect(answer.headers.get('Cache-Control')).toContain('immutable')
    expect(answer.headers.get('Vary') ?? '').not.toContain('Accept')
    const [webp, avif] = [await server.fetch(`${path}/480.webp`), answer.headers.get('ETag')]
    expect(webp.headers.get('ETag')).not.toBe(avif)
    expect(await avifSize(answer)).toEqual([480, 270])
  })

  test('that Images makes as WebP where AVIF was asked for says what it is', async () => {
    const { KV, MEDIA } = await server.env()
    const webp = await (await server.fetch(`${path}/960.webp`)).arrayBuffer()
    await (MEDIA ?? KV).put(`${path.slice(1)}/960.avif`, webp)
    expect((await server.fetch(`${path}/960.avif`)).headers.get('Content-Type')).toBe('image/webp')
    await (MEDIA ?? KV).delete(`${path.slice(1)}/960.avif`)
    await server.control('entries', { method: 'DELETE' })
  })

  test('is never made larger', async () => {
    expect(await webpWidth(await server.fetch(`${path}/1600.webp`))).toBe(1200)
  })

  test('of a width, type or way that is not offered is not found', async () => {
    for (const bad of [
      '/481.webp',
      '/1600.avif',
      '/960.png',
      '/960',
      '/0960.webp',
      '/960.webp/480.webp',
      '/..%2f480.webp',
      '/',
    ]) {
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
    const avif = await server.fetch(`${broken}/480.avif`)
    expect([avif.status, avif.headers.get('Location')]).toEqual([302, `${broken}/480.webp`])
    expect(avif.headers.get('Cache-Control')).toBe('no-store')
  })

  test('is offered smaller on the page, its room kept', async () => {
    const html = await article()
    const list = (small: string, sizes: string) =>
      `srcset="${path}/480.${small} 480w, ${path}/960.${small} 960w, ${path} 1200w" sizes="${sizes}"`
    const avif = (sizes: string) => `<picture><source type="image/avif" ${list('avif', sizes)}/><img src="${path}"`
    const [hero, text] = ['(min-width: 62rem) 60rem, 100vw', '(min-width: 41rem) 38rem, 100vw']
    expect(html).toContain(
      `${avif(hero)} alt="Boats" width="1200" height="675" ${list('webp', hero)} fetchpriority="high"/></picture>`,
    )
    expect(html).toContain(
      `${avif(text)} alt="A" width="1200" height="675" loading="lazy" decoding="async" ${list('webp', text)}/></picture>`,
    )
    const front = await (await server.fetch('/')).text()
    expect(front).toMatch(/<picture><source type="image\/avif" [^>]*><img [^>]*srcset="[^"]*webp[^>]*><\/picture>/)
    expect([...(await htmlMistakes(html)), ...(await htmlMistakes(front))]).toEqual([])
  })

  test('is in feeds, in Markdown and in the stored text as it was sent', async () => {
    const { path: page, id } = await paper.publish({ hero: { src: path, alt: 'Boats' }, body: `Text\n\n![A](${path})` })
    for (const address of ['/feed.json', '/feed.xml', `${page}.md`]) {
      const said = await (await server.fetch(address)).text()
      expect(said).toContain(path)
      expect(said).not.toMatch(/srcset|<picture|\.webp|\.avif/)
    }
    const { DB } = await server.env()
    const row = await DB.prepare('select body_html, hero_file from articles where id = ?').bind(id).first()
    expect(JSON.stringify(row)).not.toMatch(/srcset|avif|variants/)
  })

  test('of an article that was saved before Images was bound is offered smaller all the same', async () => {
    const { path: page, id } = await paper.publish({ hero: { src: path, alt: 'Boats' }, body: `Text\n\n![A](${path})` })
    const { DB } = await server.env()
    // As it was stored then: whether there are smaller ones stood in the row.
    await DB.prepare(`update articles set hero_file = json_set(hero_file, '$.variants', json('false')) where id = ?`)
      .bind(id)
      .run()
    expect((await (await server.fetch(page)).text()).match(/<source type="image\/avif"/g)).toHaveLength(2)
  })

  test('is deleted with all that was made of it', async () => {
    const sizes = ['', '/480.webp', '/960.webp', '/1600.webp', '/480.avif', '/960.avif'].map((file) => path + file)
    for (const each of sizes) expect((await server.fetch(each)).status, each).toBe(200)
    await server.control('settle', { method: 'POST' })
    const { KV, MEDIA } = await server.env()
    const kept = async () => {
      const prefix = path.slice(1)
      return MEDIA ? (await MEDIA.list({ prefix })).objects.length : (await KV.list({ prefix })).keys.length
    }
    expect(await kept()).toBe(sizes.length)
    expect((await paper.api('DELETE', path)).status).toBe(200)
    expect(await kept()).toBe(0)
    for (const each of sizes) expect((await server.fetch(each)).status, each).toBe(404)
  })
})

describe('where Images is not bound, a picture', () => {
  beforeAll(start({}))
  afterAll(() => server.close())

  test('has its room on the page, and is offered as it is', async () => {
    const html = await article()
    expect(html).toContain(`alt="Boats" width="1200" height="675" fetchpriority="high"`)
    expect(html).toContain(`alt="A" width="1200" height="675" loading="lazy" decoding="async"`)
    expect(html).not.toMatch(/srcset|<picture/)
  })

  test('stays at the addresses that older articles know', async () => {
    const answer = await server.fetch(`${path}/960.webp`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, path])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(edgeStatus(await server.fetch(`${path}/960.webp`))).not.toBe('HIT')
    expect((await server.fetch(`/media/${'0'.repeat(32)}.png/960.webp`)).status).toBe(404)
    expect((await server.fetch(`${path}/960.avif`)).headers.get('Location')).toBe(`${path}/960.webp`)
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
