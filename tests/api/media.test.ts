import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { merge, tag } from '../../src/cache/tags.ts'
import { MOST_BYTES, MOST_RECORDED } from '../../src/media/picture.ts'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import * as made from '../support/pictures.ts'
import { bytes, holds, SECRET_PLACE } from '../support/pictures.ts'
import * as recorded from '../support/recordings.ts'
import { type Server, startServer } from '../support/server.ts'

type File = Uint8Array<ArrayBuffer>

let server: Server
let paper: Paper
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
})
afterAll(() => server.close())

function send(file: File, { type = 'image/png', query = '', headers = {} as Record<string, string> } = {}) {
  const all = { Authorization: `Bearer ${paper.token}`, 'Content-Type': type, ...headers }
  return server.fetch(`/api/media${query}`, { method: 'POST', headers: all, body: file })
}

function sendForm(fields: Record<string, string | File>, headers: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([value], { type: 'text/html' }), '../../evil.html')
  }
  const all = { Authorization: `Bearer ${paper.token}`, ...headers }
  return server.fetch('/api/media', { method: 'POST', headers: all, body: form })
}

const another = (i: number) => made.png([], { width: 100 + i })
const photo = made.jpeg({ before: [made.exifSegment(6)] })

describe('an uploaded picture', () => {
  test('has an address of its own, and is told about', async () => {
    const answer = await send(made.png(), { query: '?alt=Boats%20at%20rest' })
    expect(answer.status).toBe(201)
    const picture = await bodyOf(answer)
    expect(picture).toEqual({
      name: expect.stringMatching(/^[0-9a-f]{32}\.png$/),
      url: `http://localhost:8787/media/${picture.name}`,
      path: `/media/${picture.name}`,
      ...{ type: 'image/png', bytes: made.png().length, width: 3, height: 2, alt: 'Boats at rest', focus: null },
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(answer.headers.get('Location')).toBe(`/api/media/${picture.name}`)
    expect(answer.headers.get('Dateline-Purge')).toBe('none')
    const read = await paper.api('GET', `/media/${picture.name}`)
    expect(read.headers.get('ETag')).toBe(answer.headers.get('ETag'))
    expect(await bodyOf(read)).toEqual(picture)
  })

  test('is served as what it is, in a sandbox, without the place where it was taken', async () => {
    const { path, width, height } = await bodyOf(await send(photo, { type: 'image/jpeg' }))
    expect([width, height]).toEqual([2, 3])
    const answer = await server.fetch(String(path))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('image/jpeg')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
    expect(answer.headers.get('Cache-Control')).toContain('immutable')
    expect(holds(photo, SECRET_PLACE)).toBe(true)
    expect(holds(new Uint8Array(await answer.arrayBuffer()), SECRET_PLACE)).toBe(false)
  })

  test('comes in a form as well, whatever the form calls it', async () => {
    const answer = await sendForm({ file: made.gif(), alt: 'A lamp' })
    expect(answer.status).toBe(201)
    expect(await bodyOf(answer)).toMatchObject({ type: 'image/gif', alt: 'A lamp' })
  })

  test('is what its bytes say, whatever its header does', async () => {
    for (const [file, type] of [
      [made.jpeg(), 'image/jpeg'],
      [made.webp(made.vp8(3, 2)), 'image/webp'],
      [made.avif(), 'image/avif'],
    ] as const) {
      const { name, path } = await bodyOf(await send(file, { type: 'image/png' }))
      expect(await bodyOf(await paper.api('GET', `/media/${name}`))).toMatchObject({ type })
      expect((await server.fetch(String(path))).headers.get('Content-Type')).toBe(type)
    }
  })

  test('may be a film or a sound: it plays where it stands, and is in the feed', async () => {
    const film = await bodyOf(await send(recorded.mp4(), { type: 'video/mp4' }))
    expect(film).toMatchObject({ type: 'video/mp4', width: 640, height: 360, bytes: recorded.mp4().length })
    const sound = await bodyOf(await send(recorded.mp3(), { type: 'audio/mpeg' }))
    expect(sound).toMatchObject({ type: 'audio/mpeg', width: null, height: null })
    const heard = new Uint8Array(await (await server.fetch(String(sound.path))).arrayBuffer())
    expect([heard.length, holds(heard, SECRET_PLACE)]).toEqual([sound.bytes, false])
    const { path } = await paper.publish({ body: `![The lock](${film.path})\n\n![The horn](${sound.path})` })
    const html = await (await server.fetch(path)).text()
    expect(html).toContain(`<video src="${film.path}" controls preload="metadata" width="640" height="360"`)
    expect(html).toContain(`<audio src="${sound.path}" controls preload="metadata"`)
    const feed = await (await server.fetch('/feed.xml')).text()
    expect(feed).toContain(`<enclosure url="http://localhost:8787${film.path}" length="0" type="video/mp4"/>`)
    const { items } = JSON.parse(await (await server.fetch('/feed.json')).text())
    const attachment = { url: `http://localhost:8787${film.path}`, mime_type: 'video/mp4' }
    expect(items[0].attachments).toEqual([attachment])
  })

  test('says its length in the feeds where an article has it as its picture', async () => {
    const { path, bytes } = await bodyOf(await send(made.png(), { type: 'image/png' }))
    await paper.publish({ hero: { src: path, alt: 'A boat' } })
    const url = `http://localhost:8787${path}`
    expect((await (await server.fetch(String(path))).arrayBuffer()).byteLength).toBe(bytes)
    const rss = await (await server.fetch('/feed.xml')).text()
    expect(rss).toContain(`<enclosure url="${url}" length="${bytes}" type="image/png"/>`)
    const atom = await (await server.fetch('/atom.xml')).text()
    expect(atom).toContain(`<link rel="enclosure" type="image/png" length="${bytes}" href="${url}"/>`)
    const { items } = JSON.parse(await (await server.fetch('/feed.json')).text())
    expect(items[0].attachments).toEqual([{ url, mime_type: 'image/png', size_in_bytes: bytes }])
  })

  test('is cropped around what is to be seen, from the next save on', async () => {
    const answer = await send(another(1), { query: '?x=1&y=.3' })
    const { name, path, focus } = await bodyOf(answer)
    expect(focus).toEqual({ x: 1, y: 0.3 })
    const classes = async () => / class="([xy\d ]*)"/.exec(await (await server.fetch('/')).text())?.[1]
    const article = await paper.publish({ hero: { src: path, alt: '' } })
    expect(await classes()).toBe('x4 y1')
    const change = (body: unknown) => paper.api('PATCH', `/media/${name}`, body)
    expect(await bodyOf(await change({ focus: { x: 0, y: 0.5 } }))).toMatchObject({ alt: '', focus: { x: 0, y: 0.5 } })
    expect(await classes()).toBe('x4 y1')
    await paper.revise(article, {})
    expect(await classes()).toBe('x0')
    expect(await bodyOf(await change({ alt: 'Boats' }))).toMatchObject({ alt: 'Boats', focus: { x: 0, y: 0.5 } })
    expect(await bodyOf(await change({ focus: null }))).toMatchObject({ alt: 'Boats', focus: null })
    for (const bad of [{ x: 2, y: 0 }, { x: 0 }, { x: '0', y: 0 }, { x: 0, y: 0, z: 0 }])
      expect((await change({ focus: bad })).status).toBe(422)
    expect(await refusedFields(await send(another(2), { query: '?x=1.5&y=-1' }))).toEqual(['x', 'y'])
  })

  test('sent twice is one, and so is the same one with other metadata', async () => {
    const first = await bodyOf(await send(made.png(), { query: '?alt=First' }))
    for (const file of [made.png(), made.png([made.chunk('tEXt', 'Comment\0', SECRET_PLACE)], { after: 'more' })]) {
      const answer = await send(file, { query: '?alt=Second' })
      expect(answer.status).toBe(200)
      expect(await bodyOf(answer)).toEqual(first)
    }
    const both = await Promise.all([send(another(1)), send(another(1))])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201])
  })

  test('sent again with its key gets the first answer, and another gets none', async () => {
    const headers = { 'Idempotency-Key': 'boats' }
    const first = await send(made.png(), { headers })
    const again = await send(made.png(), { headers })
    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([201, 'true'])
    expect(await again.text()).toBe(await first.text())
    await refusal(await send(another(1), { headers }), 422, 'idempotency-mismatch')
    await refusal(await send(made.png(), { headers, query: '?alt=Other' }), 422, 'idempotency-mismatch')
  })

  test('gets another text with If-Match', async () => {
    const answer = await send(made.png())
    const { name } = await bodyOf(answer)
    const etag = answer.headers.get('ETag') ?? ''
    const changed = await paper.api('PATCH', `/media/${name}`, { alt: 'Boats' }, { 'If-Match': etag })
    expect(await bodyOf(changed)).toMatchObject({ name, alt: 'Boats' })
    await refusal(
      await paper.api('PATCH', `/media/${name}`, { alt: 'x' }, { 'If-Match': etag }),
      412,
      'precondition-failed',
    )
    expect(await refusedFields(await paper.api('PATCH', `/media/${name}`, { alt: 'x'.repeat(1001) }))).toEqual(['alt'])
    expect(await bodyOf(await paper.api('GET', `/media/${name}`))).toMatchObject({ alt: 'Boats' })
  })
})

describe('the list of pictures', () => {
  test('walked by three has all of them once, newest first', async () => {
    const names: unknown[] = []
    for (let i = 0; i < 8; i++) names.unshift((await bodyOf(await send(another(i)))).name)
    const found: unknown[] = []
    let cursor = ''
    do {
      const page: { items: { name: string }[]; cursor: string | null } = JSON.parse(
        await (await paper.api('GET', `/media?limit=3${cursor && `&cursor=${cursor}`}`)).text(),
      )
      found.push(...page.items.map(({ name }) => name))
      cursor = page.cursor ?? ''
    } while (cursor)
    expect(found).toEqual(names)
  })
})

describe('an upload is refused', () => {
  const nothingKept = async () => {
    expect((await bodyOf(await paper.api('GET', '/media'))).items).toEqual([])
    const { KV } = await server.env()
    expect((await KV.list({ prefix: 'media/' })).keys.map(({ name }) => name)).toEqual(before)
  }
  let before: string[] = []
  beforeEach(async () => {
    const { KV } = await server.env()
    before = (await KV.list({ prefix: 'media/' })).keys.map(({ name }) => name)
  })

  test.each([
    ['HTML called PNG', bytes('<!doctype html><script>alert(1)</script>')],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a film of QuickTime', made.box('ftyp', 'qt  ', [0, 0, 0, 0])],
    ['text that begins as UTF-16 does', bytes([0xff, 0xfe], '<script>')],
    ['nothing', bytes()],
  ])('with 415 when it is %s', async (_, file) => {
    await refusal(await send(file), 415, 'unsupported-media-type')
    await refusal(await sendForm({ file }), 415, 'unsupported-media-type')
    await nothingKept()
  })

  test.each([
    ['cut off', photo.slice(0, -4)],
    ['of 65,535 by 65,535 pixels', made.jpeg({ width: 65_535, height: 65_535 })],
    ['a film of which only the head is there', made.box('ftyp', 'isom', [0, 0, 0, 0])],
    ['of two sizes', made.webp(made.vp8x(0, 3, 2), made.vp8(16_383, 16_383))],
  ])('with 422 when it is %s', async (_, file) => {
    expect(await refusedFields(await send(file))).toEqual(['file'])
    await nothingKept()
  })

  test('with 413 when it is too large, by itself and in a form', async () => {
    const large = made.png([], { after: new Uint8Array(MOST_BYTES) })
    await refusal(await send(large), 413, 'too-large')
    await refusal(await sendForm({ file: large }), 413, 'too-large')
    await refusal(await send(new Uint8Array(MOST_BYTES + 100_000)), 413, 'too-large')
    const film = recorded.mp4({ after: new Uint8Array(MOST_RECORDED) })
    await refusal(await send(film), 413, 'too-large')
    await nothingKept()
  })

  test('when the request is no upload', async () => {
    await refusal(await send(made.png(), { type: 'application/json' }), 415, 'unsupported-media-type')
    await refusal(await send(made.png(), { type: 'text/html' }), 415, 'unsupported-media-type')
    await refusal(await send(made.png(), { type: 'multipart/form-data; boundary=x' }), 400, 'bad-request')
    expect(await refusedFields(await sendForm({ file: 'text', alt: 'x' }))).toEqual(['file'])
    expect(await refusedFields(await sendForm({ file: made.png(), alt: 'x'.repeat(1001) }))).toEqual(['alt'])
    expect(await refusedFields(await send(made.png(), { query: `?alt=${'x'.repeat(1001)}` }))).toEqual(['alt'])
    await nothingKept()
  })

  test('without the scope, and what is not there is not found', async () => {
    const token = await server.token('articles:publish')
    await refusal(await send(made.png(), { headers: { Authorization: `Bearer ${token}` } }), 403, 'missing-scope')
    for (const name of [`${'0'.repeat(32)}.png`, 'x', '..%2Fx', '%00']) {
      await refusal(await paper.api('GET', `/media/${name}`), 404, 'not-found')
      await refusal(await paper.api('PATCH', `/media/${name}`, { alt: '' }), 404, 'not-found')
    }
    await refusal(await paper.api('PUT', `/media/${'0'.repeat(32)}.png`), 405, 'method-not-allowed')
  })
})

describe('a deleted picture', () => {
  const upload = async () => {
    const { name, path } = await bodyOf(await send(another(1)))
    const { KV } = await server.env()
    await KV.put(`media/${name}/480.webp`, 'smaller')
    const smaller = `${path}/480.webp`
    for (const each of [String(path), smaller]) {
      await (await server.fetch(each)).text()
      expect((await server.fetch(each)).headers.get('cf-cache-status')).toBe('HIT')
    }
    return { name, addresses: [String(path), smaller] }
  }
  const edge = (purge: string | null) => server.control('faults', { method: 'PUT', body: { purge } })
  const isGone = async (addresses: string[]) => {
    for (const each of addresses) expect((await server.fetch(each)).status, each).toBe(404)
  }

  test('is gone in all sizes, from the edge and from where it was kept, and may come again', async () => {
    const { name, addresses } = await upload()
    const other = await bodyOf(await send(another(2)))
    await (await server.fetch(String(other.path))).text()
    const answer = await paper.api('DELETE', `/media/${name}`)
    expect([answer.status, await bodyOf(answer)]).toEqual([200, { name }])
    expect(answer.headers.get('Dateline-Purge')).toMatch(/^\d+; done; at="[^"]+"; tags="media:[0-9a-f]{32}"$/)
    await isGone(addresses)
    await refusal(await paper.api('GET', `/media/${name}`), 404, 'not-found')
    expect((await server.fetch(String(other.path))).headers.get('cf-cache-status')).toBe('HIT')
    const { KV } = await server.env()
    expect((await KV.list({ prefix: `media/${name}` })).keys).toEqual([])
    expect((await send(another(1))).status).toBe(201)
  })

  test('is purged once more when it is deleted once more, whatever came back meanwhile', async () => {
    const { name, addresses } = await upload()
    await paper.api('DELETE', `/media/${name}`)
    const { KV } = await server.env()
    await KV.put(`media/${name}`, 'late')
    expect((await server.fetch(addresses[0] ?? '')).status).toBe(200)
    expect((await paper.api('DELETE', `/media/${name}`)).status).toBe(200)
    await isGone(addresses)
  })

  test('is dropped by the edge as well when the purge had to wait, or was one of many', async () => {
    for (const wait of [60, 100]) {
      const { name, addresses } = await upload()
      await edge('throw')
      await paper.api('DELETE', `/media/${name}`)
      expect((await server.fetch(addresses[0] ?? '')).headers.get('cf-cache-status')).toBe('HIT')
      await edge(null)
      await server.control('clock', { method: 'PUT', body: { advance: wait * 1000 } })
      await server.tick()
      await isGone(addresses)
    }
    expect(merge([tag.media('a'), ...Array.from({ length: 100 }, (_, i) => tag.article(i))])).toEqual(['media', 'site'])
  })

  test('is so only by whom may upload', async () => {
    const { name } = await upload()
    const headers = { Authorization: `Bearer ${await server.token('articles:publish')}` }
    await refusal(await paper.api('DELETE', `/media/${name}`, undefined, headers), 403, 'missing-scope')
    await refusal(await paper.api('DELETE', '/media/..%2Fx'), 404, 'not-found')
    expect((await paper.api('GET', `/media/${name}`)).status).toBe(200)
  })
})
