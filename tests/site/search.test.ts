import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let strike: Article
beforeAll(async () => {
  server = await startServer()
  await server.control('faults', { method: 'PUT', body: { purge: 'unlimited' } })
  paper = await openPaper(server)
  strike = await paper.publish({ publishedAt: '2026-03-01T12:00:00Z' })
  const plain = { standfirst: '', topics: [], authors: ['ben-inkwell'], section: 'town-hall' }
  await paper.publish({
    ...plain,
    headline: 'Café <b>Señorita</b> & sons',
    body: 'Some *un*believable **co**ffee, with `x < y && z` and a [link](https://example.org/hidden).',
    publishedAt: '2026-04-01T23:30:00Z',
  })
  await paper.publish({
    ...plain,
    headline: '橋と東京',
    body: '東京都知事は昨日、隅田川の橋を訪れた。',
    publishedAt: '2026-05-01T12:00:00Z',
  })
  await paper.publish({
    ...plain,
    headline: 'สะพาน',
    body: 'เรือข้ามฟากไปกรุงเทพมหานครวันจันทร์',
    publishedAt: '2026-05-02T12:00:00Z',
  })
  await paper.publish({ ...plain, headline: '서울에서', body: '열차가 늦었다.', publishedAt: '2026-05-03T12:00:00Z' })
})
afterAll(() => server.close())

type Asked = string | Record<string, string>

async function search(query: Asked): Promise<string> {
  const asked = new URLSearchParams(typeof query === 'string' ? { q: query } : query)
  const answer = await server.fetch(`/search?${asked}`)
  const html = await answer.text()
  expect(`${asked} ${answer.status}`).toBe(`${asked} 200`)
  return html
}
const found = async (query: Asked) =>
  [...(await search(query)).matchAll(/<h2[^>]*><a href="[^"]*">(.*?)<\/a><\/h2>/g)].map(([, text = '']) =>
    text.replace(/<\/?mark>/g, '').trim(),
  )
const cafe = 'Café &lt;b&gt;Señorita&lt;/b&gt; &amp; sons'

describe('a search', () => {
  test('finds words of headline, standfirst, body, author and topic, in any case', async () => {
    for (const word of ['strike', 'rows', 'monday', 'quill', 'ferry', 'Ada Quill', 'MONDAY boats', 'quill monday']) {
      expect(await found(word), word).toEqual(['The Strike'])
    }
    expect(await found('monday tuesday')).toEqual([])
  })

  test('finds phrases, beginnings, and what lacks an unwanted word', async () => {
    expect(await found('"stayed in on monday"')).toEqual(['The Strike'])
    expect(await found('"monday on in"')).toEqual([])
    expect(await found('surpr')).toEqual(['The Strike'])
    expect(await found('surp* boats')).toEqual(['The Strike'])
    expect(await found('surp boats')).toEqual([])
    expect(await found('boats -monday')).toEqual([])
    expect(await found('boats -cathedral')).toEqual(['The Strike'])
  })

  test('looks into the text of an article and not into its markup', async () => {
    expect(await found('unbelievable coffee')).toEqual([cafe])
    expect(await found('"with x < y && z and a link"')).toEqual([cafe])
    for (const word of ['hidden', 'href', 'strong', 'amp']) expect(await found(word), word).toEqual([])
  })

  test('needs no accents', async () => {
    for (const word of ['cafe', 'CAFÉ', 'senorita', 'sen\u0303orita', 'çafé'])
      expect(await found(word), word).toEqual([cafe])
  })

  test('finds any part of a text written without spaces, however short', async () => {
    for (const word of ['東京都知事', '京都', '東京', '橋', '隅田川', '東京 隅田川'])
      expect(await found(word), word).toEqual(['橋と東京'])
    expect(await found('大阪')).toEqual([])
    for (const word of ['กรุงเทพ', 'ข้ามฟาก', 'สะพาน']) expect(await found(word), word).toEqual(['สะพาน'])
    expect(await found('서울')).toEqual(['서울에서'])
  })

  test('marks what matched, and shows the piece of the text around it', async () => {
    const html = await search('"believable coffee" OR')
    expect(html).toContain('Nothing was found')
    expect(await search('unbelievable')).toContain(
      'Some <mark>unbelievable</mark> coffee, with x &lt; y &amp;&amp; z and a link.',
    )
    expect(await search('senorita')).toContain('Café &lt;b&gt;<mark>Señorita</mark>&lt;/b&gt; &amp; sons')
    expect(await search('隅田川')).toContain('<mark>隅田川</mark>の橋')
  })

  test('can be narrowed to a section, an author by name, and days of the site’s calendar', async () => {
    expect(await found({ q: 'boats', section: 'harbour' })).toEqual(['The Strike'])
    expect(await found({ q: 'boats', section: 'town-hall' })).toEqual([])
    expect(await found({ q: 'boats', section: 'nowhere' })).toEqual([])
    expect(await found({ q: 'boats', author: 'Ada Quill' })).toEqual(['The Strike'])
    expect(await found({ q: 'boats', author: 'ben-inkwell' })).toEqual([])
    expect(await found({ q: '東京', section: 'town-hall', author: 'ben-inkwell' })).toEqual(['橋と東京'])
    expect(await found({ q: 'boats', from: '2026-03-01', to: '2026-03-01' })).toEqual(['The Strike'])
    expect(await found({ q: 'boats', from: '2026-03-02' })).toEqual([])
    expect(await found({ q: 'boats', to: '2026-02-28' })).toEqual([])
    expect(await found({ q: 'boats', from: 'yesterday', to: '2026-99-99' })).toEqual(['The Strike'])
    expect(await found({ q: 'boats', from: '2026-02-31' })).toEqual(['The Strike'])
    await paper.api('PATCH', '/settings', { identity: { timeZone: 'Europe/Lisbon' } })
    expect(await found({ q: 'coffee', from: '2026-04-02', to: '2026-04-02' })).toEqual([cafe])
    await paper.api('PATCH', '/settings', { identity: { timeZone: 'UTC' } })
    expect(await found({ q: 'coffee', from: '2026-04-02', to: '2026-04-02' })).toEqual([])
  })

  test('that finds nothing offers the words that were meant', async () => {
    for (const [typo, right] of [
      ['unbeleivable cofee', 'unbelievable coffee'],
      ['suprised', 'surprised'],
      ['qiull', 'quill'],
    ] as const) {
      expect(await search(typo)).toContain(
        `<a href="/search?q=${right.replace(' ', '+')}"><strong>${right}</strong></a>`,
      )
    }
    expect(await search('xylophonist')).not.toContain('Did you mean')
  })
})

describe('what cannot be seen', () => {
  test('is not found before its second, nor after it was withdrawn, nor guessed at', async () => {
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
    const body = 'The zeppelinade was postponed.'
    const later = await paper.publish({ headline: 'Embargoed', body, publishedAt: '2026-11-22T10:00:30Z' })
    await paper.draft({ headline: 'Unfinished', body })
    expect(await found('zeppelinade')).toEqual([])
    expect(await search('zeppelinades')).not.toContain('Did you mean')
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:29Z', frozen: true } })
    expect(await found('zeppelinade')).toEqual([])
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:30Z', frozen: true } })
    expect(await found('zeppelinade')).toEqual(['Embargoed'])
    expect(await search('zeppelinades')).toContain('Did you mean')
    await paper.withdraw(later)
    expect(await found('zeppelinade')).toEqual([])
    expect(await search('zeppelinades')).not.toContain('Did you mean')
    await server.control('clock', { method: 'DELETE' })
  })
})

describe('a suggestion', () => {
  const at = (now: string) => server.control('clock', { method: 'PUT', body: { now, frozen: true } })
  const path = '/search?q=harbaar'
  /** What the edge has is what the Worker would say now. */
  const meant = async () => {
    const [kept, fresh] = await Promise.all([server.fetch(path), server.fetch(`/__edge/render${path}`)])
    const html = await kept.text()
    expect(html).toBe(await fresh.text())
    return [/<strong>(.*?)<\/strong><\/a>/.exec(html)?.[1], edgeStatus(kept)]
  }

  test('knows nothing of authors and topics that no reader has seen, nor of tomorrow’s words', async () => {
    await at('2026-11-22T11:00:00Z')
    const calm = await paper.publish({ body: 'The harbour was calm.', publishedAt: '2026-11-22T09:00:00Z' })
    expect(await meant()).toEqual(['harbour', 'MISS'])
    await paper.api('POST', '/authors', { name: 'Ida Harbar', slug: 'ida-harbar' })
    expect(await meant()).toEqual(['harbour', 'HIT'])
    await paper.draft({ topics: ['Harbar'] })
    expect(await meant()).toEqual(['harbour', 'HIT'])
    const plain = { headline: 'Later', topics: [], body: 'x' }
    const scheduled = [
      { ...plain, authors: ['ida-harbar'], publishedAt: '2026-11-22T11:01:00Z' },
      { ...plain, topics: ['Harbar'], publishedAt: '2026-11-22T11:03:00Z' },
      { ...plain, body: 'The harbar.', publishedAt: '2026-11-22T11:05:00Z' },
    ]
    for (const [i, input] of scheduled.entries()) {
      const later = await paper.publish(input)
      expect((await meant())[0], `before ${i}`).toBe('harbour')
      await at(input.publishedAt)
      expect((await meant())[0], `from ${i} on`).toBe('harbar')
      await paper.withdraw(later)
      expect((await meant())[0], `after ${i}`).toBe('harbour')
    }
    await paper.withdraw(calm)
    await server.control('clock', { method: 'DELETE' })
  })

  test('and what is found are not crowded out by names that no reader has seen', async () => {
    const { DB } = await server.env()
    await DB.prepare(
      `insert into authors (id, slug, name, created_at, updated_at)
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 101)
       select i, 'boats-' || i, 'Boats ' || i, 0, 0 from n`,
    ).run()
    expect(await found('boats quill')).toEqual(['The Strike'])
    await DB.batch([
      DB.prepare('delete from authors where id <= 101'),
      DB.prepare('delete from search_names where rowid <= 202'),
    ])
  })
})

describe('the index', () => {
  test('follows an article that is changed, and an author’s new name', async () => {
    const article = await paper.publish({
      headline: 'Omnibus',
      body: 'Velocipede.',
      authors: ['ben-inkwell'],
      topics: ['Trams'],
    })
    expect(await found('velocipede trams inkwell')).toEqual(['Omnibus'])
    await paper.revise(article, { body: 'Penny-farthing.', topics: ['Ropewalk'], authors: ['ada-quill'] })
    for (const gone of ['velocipede', 'omnibus trams', 'omnibus inkwell']) expect(await found(gone), gone).toEqual([])
    expect(await found('"penny farthing" ropewalk quill')).toEqual(['Omnibus'])
    await paper.api('PATCH', '/authors/ada-quill', { name: 'Ada Plume' })
    expect(await found('omnibus quill')).toEqual([])
    expect(await found('omnibus plume')).toEqual(['Omnibus'])
    await paper.api('PATCH', '/authors/ada-quill', { name: 'Ada Quill' })
    await paper.withdraw(article)
  })

  test('is not written when comments come, or close', async () => {
    const { DB } = await server.env()
    const rows = () =>
      DB.prepare(
        'select sum(total) n from (select max(id) total from search_texts union all select count(*) from search_idx)',
      ).first('n')
    const before = await rows()
    await paper.comment(strike)
    await paper.revise(strike, { commentsOpen: false })
    await paper.revise(strike, { commentsOpen: true })
    expect(await rows()).toBe(before)
    const writers = `select tbl_name from sqlite_master where type = 'trigger' and sql like '%search%'`
    const { results } = await DB.prepare(writers).all()
    expect(results.map((row) => row.tbl_name)).toContain('search_texts')
    expect(results.map((row) => row.tbl_name)).not.toContain('comments')
    expect(results.map((row) => row.tbl_name)).not.toContain('articles')
  })

  test('agrees with its texts after all of that', async () => {
    const { DB } = await server.env()
    await DB.prepare(`insert into search (search, rank) values ('integrity-check', 1)`).run()
    const stale = `select count(*) n from search_source s full join search_texts x on x.article_id = s.article_id
      where x.body is not s.body or x.headline is not s.headline or x.about is not s.about or x.filed is not s.filed or x.id / 131072 <> s.key / 131072`
    expect(await DB.prepare(stale).first('n')).toBe(0)
  })

  test('keeps articles of one moment apart, and those from before 1970', async () => {
    for (const headline of ['Twin A', 'Twin B']) await paper.publish({ headline, publishedAt: '1912-04-15T02:20:00Z' })
    expect((await found('twin')).sort()).toEqual(['Twin A', 'Twin B'])
    expect((await found({ q: 'twin', to: '1913-01-01' })).length).toBe(2)
  })

  test('takes the longest article there can be', async () => {
    const body = 'Fish & chips, "again" and again.\n\n'.repeat(7_500)
    const article = await paper.publish({ headline: 'Endless', body, authors: [], topics: [] })
    expect(await found('endless fish')).toEqual(['Endless'])
    await paper.withdraw(article)
  })
})

describe('any input', () => {
  const odd = [
    '',
    ' ',
    '"',
    '""',
    '*',
    '-',
    '-boats',
    'AND',
    'boats OR',
    'NEAR(boats monday, 2)',
    'headline:boats',
    '{headline body} : boats',
    '^boats',
    'boats + monday',
    '((((',
    "'; drop table search; --",
    '%00',
    '\u0000boats',
    '\ud800',
    '\ue000a1\ue000 \ue001',
    '東',
    '"東',
    'a'.repeat(5000),
    '東'.repeat(500),
    'b* '.repeat(50),
    '<script>alert(1)</script>',
  ]

  test('gets an answer, however odd', async () => {
    for (const q of odd) {
      const html = await (await fetch(new URL(`/search?${new URLSearchParams({ q })}`, server.url))).text()
      expect(html.includes('<h1>Search</h1>') && !html.includes('<script>alert'), q.slice(0, 40)).toBe(true)
    }
  })

  test('gets an answer, whatever it is', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '"',
        '*',
        '-',
        '(',
        ')',
        ':',
        '^',
        '{',
        '}',
        '+',
        ',',
        'AND',
        'OR',
        'NOT',
        'NEAR',
        ' ',
        'boats',
        'mon',
        '東京',
        '橋',
        'กรุง',
        "'",
        '\\',
        ';',
        '\ue000',
        '\u0000',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    const query = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    const odd = fc.oneof(
      fc.constant(''),
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '2026-02-31',
        '9999-12-31',
        '1600-01-01',
        '-1-1',
        '9'.repeat(15),
        `${'9'.repeat(15)}-${'9'.repeat(18)}`,
      ),
    )
    const asked = fc.record({ q: query, section: odd, author: odd, from: odd, to: odd, after: odd })
    await fc.assert(
      fc.asyncProperty(asked, async (values) => {
        const answer = await fetch(new URL(`/search?${new URLSearchParams(values)}`, server.url))
        expect(answer.status).toBe(200)
        await answer.arrayBuffer()
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    )
  })
})

describe('many matches', () => {
  test('come best first, by pages that overlap nowhere', async () => {
    for (let i = 0; i < 25; i++) {
      const [headline, body] = i === 7 ? ['Turnip prize', 'A turnip.'] : [`Report ${i}`, `The turnip of week ${i}.`]
      await paper.publish({
        headline,
        body,
        standfirst: '',
        publishedAt: new Date(Date.UTC(2020, 0, 1 + i)).toISOString(),
      })
    }
    const seen: string[] = []
    let next: string | undefined = '/search?q=turnip'
    while (next) {
      const html: string = await (await server.fetch(next)).text()
      expect(html).toContain('25 articles')
      seen.push(...[...html.matchAll(/<h2[^>]*><a href="([^"]*)"/g)].map(([, path = '']) => path))
      next = /rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
    expect(seen[0]).toContain('turnip-prize')
    // Of equals, the newer first.
    expect(seen.indexOf(seen.find((path) => path.endsWith('report-24')) ?? '')).toBeLessThan(
      seen.indexOf(seen.find((path) => path.endsWith('report-3')) ?? ''),
    )
  })
})

describe('a page of results', () => {
  test('is kept at the edge until something is published, and by its query alone', async () => {
    await search('monday')
    const again = await server.fetch('/search?q=monday')
    expect(edgeStatus(again)).toBe('HIT')
    expect(await again.text()).toContain('<meta name="robots" content="noindex"/>')
    await paper.publish({ headline: 'Monday again', body: 'x' })
    expect(await found('monday')).toContain('Monday again')
    const other = await server.fetch('/search?utm_source=x&q=monday&section=')
    expect([other.status, other.headers.get('Location')]).toEqual([301, '/search?q=monday'])
  })

  test('is not for search engines, but the form alone is', async () => {
    const html = async (path: string) => (await server.fetch(path)).text()
    const form = await html('/search')
    expect(form).toMatch(/<link rel="canonical" href="[^"]+\/search"\/>/)
    expect(form).toMatch(/<meta name="description" content="[^"]{20,}"\/>/)
    expect(form).not.toContain('noindex')
    for (const query of ['q=monday', 'q=%3F', 'from=2026-01-01', 'after=1-1']) {
      const found = await html(`/search?${query}`)
      expect(found, query).toContain('<meta name="robots" content="noindex"/>')
      expect(found, query).not.toContain('rel="canonical"')
    }
  })

  test('is refused to who asks too often', async () => {
    const narrow = await startServer({ narrow: { SEARCH_LIMIT: 2 } })
    const statuses: number[] = []
    for (const q of ['a', 'b', 'c', '']) statuses.push((await narrow.fetch(`/search?q=${q}x`)).status)
    expect(statuses).toEqual([200, 200, 429, 429])
    expect((await narrow.fetch('/search')).status).toBe(200)
    await narrow.close()
  })
})
