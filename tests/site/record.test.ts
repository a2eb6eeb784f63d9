import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

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

const html = async (path: string) => (await server.fetch(path)).text()
const correct = (article: { id: number }, text: string) =>
  paper.api('POST', `/articles/${article.id}/corrections`, { text })
const versions = (page: string) => [...page.matchAll(/id="version-(\d+)"/g)].map(([, version]) => Number(version))

describe('the sources', () => {
  test('stand at the end of the article, with the way to those that have an address', async () => {
    const article = await paper.publish({
      sources: [
        { title: 'Minutes <1>', url: 'https://ferry.example/?a=1&b=2' },
        { title: 'A book', publisher: 'Quill' },
      ],
    })
    const page = await html(article.path)
    expect(page).toContain('<a href="https://ferry.example/?a=1&amp;b=2">Minutes &lt;1&gt;</a>')
    expect(page).toContain('<cite>A book</cite>, Quill')
    await paper.revise(article, { sources: [] })
    expect(await html(article.path)).not.toContain('sources-heading')
    expect(await html(`${article.path}/history`)).toContain('A book, Quill')
  })

  test('lead nowhere but to the web', async () => {
    for (const url of ['javascript:alert(1)', '/relative', 'ftp://a', 'https://a b', 'https://a"b']) {
      const answer = await paper.api('POST', '/articles', { headline: 'X', sources: [{ title: 'X', url }] })
      expect(answer.status, url).toBe(422)
    }
  })
})

describe('the corrections', () => {
  test('are listed newest first, each with its article and the way to it', async () => {
    expect(await html('/corrections')).toContain('There is nothing to correct yet.')
    const [one, two] = [await paper.publish(), await paper.publish({ headline: 'The Lamp' })]
    await correct(one, 'It was Tuesday, not <b>Monday</b>.')
    await correct(two, 'The lamp was green.')
    const page = await html('/corrections')
    expect(page.indexOf('The lamp was green.')).toBeLessThan(page.indexOf('It was Tuesday'))
    expect(page).toContain('not &lt;b&gt;Monday&lt;/b&gt;.')
    expect(page).toMatch(new RegExp(`href="${one.path}#correction-\\d+"`))
  })

  test('go with a withdrawn article, and come back with it', async () => {
    const article = await paper.publish()
    await correct(article, 'It was Tuesday.')
    expect(await html('/corrections')).toContain('It was Tuesday.')
    await paper.withdraw(article)
    expect(await html('/corrections')).not.toContain('It was Tuesday.')
    await paper.revise(article, { status: 'published' })
    expect(await html('/corrections')).toContain('It was Tuesday.')
  })

  test('wear the headline that the article has now', async () => {
    const article = await paper.publish()
    await correct(article, 'It was Tuesday.')
    await html('/corrections')
    expect(edgeStatus(await server.fetch('/corrections'))).toBe('HIT')
    await paper.revise(article, { headline: 'The Long Strike' })
    expect(await html('/corrections')).toContain('The Long Strike')
  })

  test('come twenty to a page', async () => {
    const article = await paper.publish()
    for (let i = 0; i < 22; i++) expect((await correct(article, `Mistake ${i}.`)).status).toBe(201)
    const first = await html('/corrections')
    const older = /rel="next" href="([^"]+)"/.exec(first)?.[1] ?? ''
    const second = await html(older.replaceAll('&amp;', '&'))
    const told = [...`${first}${second}`.matchAll(/Mistake (\d+)\./g)].map(([, n]) => Number(n))
    expect(told).toEqual(Array.from({ length: 22 }, (_, i) => 21 - i))
    expect((await server.fetch('/corrections?before=nonsense')).status).toBe(404)
  })
})

describe('an article that was updated', () => {
  test('says so, with the way to what changed, and in its editor’s words', async () => {
    const article = await paper.publish({ publishedAt: '2026-11-01T10:00:00Z' })
    const fresh = await html(article.path)
    expect(fresh).not.toContain('Updated')
    expect(fresh).not.toContain('/history')
    await paper.revise(article, { body: 'The boats stayed in on Tuesday.', note: 'The <day> was wrong.' })
    const page = await html(article.path)
    expect(page).toMatch(new RegExp(`<a href="${article.path}/history">Updated\u00a0<time`))
    expect(page).toContain('The &lt;day&gt; was wrong.')
    expect(await html(`${article.path}.md`)).toContain('update: "The <day> was wrong."')
  })

  test('keeps time and note through an edit that is none of substance, and loses the note with the next', async () => {
    const article = await paper.publish({ publishedAt: '2026-11-01T10:00:00Z' })
    const { updatedAt } = await paper.revise(article, { body: 'On Tuesday.', note: 'The day was wrong.' })
    const small = { body: 'On  Tuesday.', substantive: false, note: 'A space' }
    expect(await paper.revise(article, small)).toMatchObject({ updatedAt, updateNote: 'The day was wrong.' })
    expect(await paper.revise(article, { commentsOpen: false, note: 'Closed' })).toMatchObject({ updatedAt })
    expect(await paper.revise(article, { body: 'On Wednesday.' })).toMatchObject({ updateNote: '' })
    const page = await html(article.path)
    expect(page).toContain('Updated')
    expect(page).not.toContain('What changed')
  })

  test('has no note of what was changed before readers saw it', async () => {
    const article = await paper.draft()
    expect(await paper.revise(article, { body: 'Two.', note: 'Better' })).toMatchObject({ updateNote: '' })
    expect(await paper.revise(article, { status: 'published' })).toMatchObject({ updateNote: '' })
  })
})

describe('the history of an article', () => {
  test('shows what readers saw, and what changed in words', async () => {
    const article = await paper.draft()
    await paper.revise(article, { body: 'A draft that nobody saw.' })
    const shown = await paper.revise(article, { body: 'The boats stayed in on Monday.', status: 'published' })
    await paper.revise(article, { body: 'The boats stayed in on Tuesday.', note: 'The day was wrong.' })
    const page = await html(`${shown.path}/history`)
    expect(versions(page)).toEqual([4, 3])
    expect(page).toContain('<del>Monday</del><ins>Tuesday</ins>')
    expect(page).toContain('The day was wrong.')
    expect(page).toContain('First published')
    expect(page).not.toContain('nobody saw')
  })

  test('names a small edit as one, and leaves out a save that readers could not see', async () => {
    const article = await paper.publish()
    await paper.revise(article, { headline: 'The Strikes', substantive: false })
    await paper.revise(article, { commentsOpen: false })
    const page = await html(`${article.path}/history`)
    expect(versions(page)).toEqual([2, 1])
    expect(page).toContain('A small edit')
  })

  test('shows who signs it, where it stands and what kind it is, under the names of then', async () => {
    const article = await paper.publish()
    const { updatedAt } = await paper.revise(article, { authors: ['ada-quill', 'ben-inkwell'] })
    expect(await html(article.path)).toContain(`/history">Updated`)
    await paper.api('PATCH', '/authors/ben-inkwell', { name: 'Ben Blot' })
    const filed = await paper.revise(article, { section: 'town-hall', topics: ['Tolls', 'Ferry'] })
    expect(filed).toMatchObject({ updatedAt })
    await paper.revise(article, { genre: 'opinion', authors: [], section: null })
    const page = await html(`${article.path}/history`)
    expect(versions(page)).toEqual([4, 3, 2, 1])
    for (const [of, change] of [
      ['Byline', '<del>By Ada Quill</del> → \u200e<ins>By Ada Quill and Ben Inkwell</ins>'],
      ['Section', '<del>Harbour</del> → \u200e<ins>Town Hall</ins>'],
      ['Topics', '<del>Ferry</del> → \u200e<ins>Ferry and Tolls</ins>'],
      ['Kind of article', '<del>Report</del> → \u200e<ins>Opinion</ins>'],
      ['Byline', '<del>By Ada Quill and Ben Blot</del>'],
      ['Section', '<del>Town Hall</del>'],
    ]) {
      const said = `<section aria-label="${of}"><p class="meta">${of}</p><div><p class="passage">${change}</p></div></section>`
      expect(page).toContain(said)
    }
    expect(page.match(/<section /g)).toHaveLength(6)
  })

  test('says nothing of a name or an order alone, nor of what was saved before names were kept', async () => {
    const article = await paper.publish({ topics: ['Ferry', 'Tolls'] })
    await paper.api('PATCH', '/authors/ada-quill', { name: 'Ada Feather' })
    await paper.revise(article, { topics: ['Tolls', 'Ferry'], authors: ['ada-quill'], section: 'harbour' })
    expect(versions(await html(`${article.path}/history`))).toEqual([1])
    const { DB } = await server.env()
    await DB.prepare('update revisions set named = null').run()
    await paper.revise(article, { authors: ['ben-inkwell'], section: 'town-hall', body: 'Other words.' })
    const page = await html(`${article.path}/history`)
    expect(versions(page)).toEqual([3, 1])
    expect(page.match(/<section aria-label="\w+">/g)).toEqual(['<section aria-label="Text">'])
  })

  test('shows another picture, and another caption', async () => {
    const hero = { src: '/pictures/boat.jpg', alt: 'A boat', caption: 'The harbour on Monday' }
    const article = await paper.publish({ hero })
    await paper.revise(article, { hero: { ...hero, caption: 'The harbour on Tuesday' } })
    await paper.revise(article, { hero: null })
    const page = await html(`${article.path}/history`)
    expect(versions(page)).toEqual([3, 2, 1])
    expect(page).toContain('The harbour on <del>Monday</del><ins>Tuesday</ins>')
    expect(page).toContain(`<del>${hero.src}</del>`)
  })

  test('leaves out versions that were replaced before their moment came', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    const article = await paper.draft({ status: 'scheduled', publishedAt: soon, body: 'Too early.' })
    const { path } = await paper.revise(article, { body: 'In time.' })
    expect((await server.fetch(`${path}/history`)).status).toBe(404)
    await server.control('clock', { method: 'PUT', body: { advance: 7_200_000 } })
    const page = await html(`${path}/history`)
    expect(versions(page)).toEqual([2])
    expect(page).not.toContain('Too early')
  })

  test('is escaped, fresh at once, paged, and gone with its article', async () => {
    const article = await paper.publish({ body: 'One <script>alert(1)</script>' })
    const path = `${article.path}/history`
    await html(path)
    expect(edgeStatus(await server.fetch(path))).toBe('HIT')
    for (let i = 0; i < 7; i++) await paper.revise(article, { body: `Two ${i} <script>alert(${i})</script>` })
    const first = await html(path)
    // The page's own script has an address, and nothing within it.
    expect(first.match(/<script[^>]*>/g)).toEqual(['<script src="/page.js" defer>'])
    expect(versions(first)).toEqual([8, 7, 6, 5, 4])
    expect(versions(await html(`${path}?before=4`))).toEqual([3, 2, 1])
    for (const odd of ['0', 'x', '1.5', '1']) expect((await server.fetch(`${path}?before=${odd}`)).status).toBe(404)
    await paper.revise(article, { slug: 'moved' })
    const moved = await server.fetch(path)
    expect([moved.status, moved.headers.get('Location')]).toEqual([
      301,
      article.path.replace(/[^/]+$/, 'moved/history'),
    ])
    await paper.withdraw(article)
    expect((await server.fetch(moved.headers.get('Location') ?? '')).status).toBe(410)
  })
})
