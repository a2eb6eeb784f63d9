import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bodyOf, refusal, refusedFields } from '../support/api.ts'
import { edgeStatus, openPaper, type Paper, people } from '../support/paper.ts'
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

const get = async (path: string) => bodyOf(await paper.api('GET', path))

describe('an author', () => {
  test('is made, read, listed and changed', async () => {
    const links = [
      { label: 'Mastodon', href: 'https://post.example/@zoe' },
      { label: 'Her book', href: 'https://books.example/zoe' },
    ]
    const text = { name: 'Zoë Ångström', role: 'Critic', bio: 'Line one\n\nLine two' }
    const input = { ...text, url: 'http://zoe.example/', links }
    const answer = await paper.api('POST', '/authors', input)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('Location')).toBe('/api/authors/zoe-angstrom')
    const made = await bodyOf(answer)
    expect(made).toMatchObject({ ...input, slug: 'zoe-angstrom' })
    expect(await get('/authors/zoe-angstrom')).toEqual(made)
    expect((await get('/authors')).items).toContainEqual(made)

    const changed = await bodyOf(await paper.api('PATCH', '/authors/zoe-angstrom', { name: 'Zoë Stone', url: '' }))
    expect(changed).toMatchObject({ name: 'Zoë Stone', slug: 'zoe-angstrom', role: 'Critic', url: '', links })
    const fewer = await bodyOf(await paper.api('PATCH', '/authors/zoe-angstrom', { links: links.slice(1) }))
    expect(fewer).toMatchObject({ role: 'Critic', links: links.slice(1) })
    expect(await bodyOf(await paper.api('PATCH', '/authors/zoe-angstrom', { links: [] }))).toMatchObject({ links: [] })
    expect(await get('/authors/ada-quill')).toMatchObject({ url: '', links: [] })
  })

  test('has up to twelve links, each with a name, that lead to the web and say so', async () => {
    const link = { label: 'Here', href: 'https://post.example/@ada' }
    const cases: [unknown[], string][] = [
      [Array.from({ length: 13 }, () => link), 'links'],
      [[link, { ...link, href: 'http://post.example' }], 'links.1.href'],
      [[{ ...link, href: '/principles' }], 'links.0.href'],
      [[{ ...link, href: 'javascript:alert(1)' }], 'links.0.href'],
      [[{ ...link, href: 'https://bank.example@evil.example/' }], 'links.0.href'],
      [[{ ...link, label: ' ' }], 'links.0.label'],
      [[{ ...link, label: 'a\u202eb' }], 'links.0.label'],
      [[{ ...link, rel: 'nofollow' }], 'links.0.rel'],
      [[link.href], 'links.0'],
    ]
    for (const [links, field] of cases)
      expect(await refusedFields(await paper.api('PATCH', '/authors/ada-quill', { links })), field).toEqual([field])
    const twelve = Array.from({ length: 12 }, () => link)
    expect((await paper.api('PATCH', '/authors/ada-quill', { links: twelve })).status).toBe(200)
  })

  test('changed by two at once keeps both changes', async () => {
    await Promise.all([
      paper.api('PATCH', '/authors/ada-quill', { role: 'Editor' }),
      paper.api('PATCH', '/authors/ada-quill', { url: 'https://ada.example' }),
    ])
    expect(await get('/authors/ada-quill')).toMatchObject({ role: 'Editor', url: 'https://ada.example' })
  })

  test('is fresh on the page of an article at once', async () => {
    const article = await paper.publish()
    await server.fetch(article.path)
    await paper.api('PATCH', '/authors/ada-quill', { name: 'Ada Feather' })
    const page = await server.fetch(article.path)
    expect(edgeStatus(page)).toBe('EXPIRED')
    expect(await page.text()).toContain('Ada Feather')
  })
})

describe('a section', () => {
  test('is made, read, listed and changed', async () => {
    const answer = await paper.api('POST', '/sections', { name: 'Tides & Weather', description: 'Wet', position: 9 })
    expect(answer.headers.get('Location')).toBe('/api/sections/tides-weather')
    const made = await bodyOf(answer)
    expect(made).toMatchObject({ slug: 'tides-weather', name: 'Tides & Weather', description: 'Wet', position: 9 })
    expect(await get('/sections/tides-weather')).toEqual(made)
    expect((await get('/sections')).items).toContainEqual(made)
    const moved = await paper.api('PATCH', '/sections/tides-weather', { position: -1 })
    expect(await bodyOf(moved)).toMatchObject({ position: -1, name: 'Tides & Weather' })
  })
})

describe('authors and sections', () => {
  for (const [path, name, slug, other] of [
    ['/authors', 'Ada Quill', 'ada-quill', 'ben-inkwell'],
    ['/sections', 'Harbour', 'harbour', 'town-hall'],
  ] as const) {
    test(`of one address are refused, naming the slug: ${path}`, async () => {
      const attempts: [string, string, object][] = [
        ['POST', path, { name }],
        ['POST', path, { name: 'Another', slug }],
        ['PATCH', `${path}/${other}`, { slug }],
      ]
      for (const [method, at, input] of attempts) {
        const { errors } = await refusal(await paper.api(method, at, input), 409, 'conflict')
        expect(errors?.map(({ field }) => field)).toEqual(['slug'])
      }
    })

    test(`are refused field by field: ${path}`, async () => {
      const post = async (input: object) => refusedFields(await paper.api('POST', path, input))
      expect(await post({})).toEqual(['name'])
      expect(await post({ name: ' ' })).toEqual(['name'])
      expect(await post({ name: 'x'.repeat(121) })).toEqual(['name'])
      for (const bad of ['', 'A', 'a b', '-a', 'a--b', '../a', 'ä', 'x'.repeat(81)]) {
        expect(await post({ name: 'A', slug: bad }), bad).toEqual(['slug'])
      }
    })

    test(`that nobody knows are not found: ${path}`, async () => {
      for (const unknown of ['nobody', '%00', "a'%20or%201=1--", 'constructor', 'x'.repeat(3000)]) {
        await refusal(await paper.api('GET', `${path}/${unknown}`), 404, 'not-found')
        await refusal(await paper.api('PATCH', `${path}/${unknown}`, { name: 'A' }), 404, 'not-found')
      }
    })
  }

  test('have web addresses and positions that make sense', async () => {
    const misleading = ['https://paper.example@evil.example/', 'https://a.example/\u202egpj.exe']
    for (const url of ['javascript:alert(1)', 'ftp://a.example', 'https://a b', '"><script>', ...misleading]) {
      expect(await refusedFields(await paper.api('POST', '/authors', { name: 'A', url }))).toEqual(['url'])
    }
    for (const position of [1.5, 1001, '1', null]) {
      expect(await refusedFields(await paper.api('POST', '/sections', { name: 'A', position }))).toEqual(['position'])
    }
  })

  test('are listed page by page, with no gap nor double', async () => {
    await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z', frozen: true } })
    for (let i = 0; i < 9; i++) await paper.api('POST', '/authors', { name: `Author ${i}` })
    const slugs: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { items: { slug: string }[]; cursor: string | null } = JSON.parse(
        await (await paper.api('GET', `/authors?limit=4${cursor && `&cursor=${cursor}`}`)).text(),
      )
      slugs.push(...page.items.map(({ slug }) => slug))
      cursor = page.cursor
    }
    expect(slugs).toHaveLength(9 + Object.keys(people).length)
    expect(new Set(slugs).size).toBe(slugs.length)
  })
})

describe('the settings', () => {
  test('are read and changed one by one, and every page shows it', async () => {
    await server.fetch('/')
    const identity = { name: 'The Port Averil Post', timeZone: 'Europe/Lisbon' }
    const changed = await paper.api('PATCH', '/settings', { identity, comments: { closeAfterDays: 30 } })
    expect(await bodyOf(changed)).toMatchObject({ identity, comments: { open: true, closeAfterDays: 30 } })
    await paper.api('PATCH', '/settings', { comments: { closeAfterDays: null } })
    expect(await get('/settings')).toMatchObject({
      identity: { ...identity, language: 'en' },
      comments: { open: true, closeAfterDays: null },
    })
    const page = await server.fetch('/')
    expect(edgeStatus(page)).toBe('EXPIRED')
    expect(await page.text()).toContain('The Port Averil Post')
  })

  test('are refused by name', async () => {
    const cases: [object, string][] = [
      [{ identity: { timeZone: 'Mars/Olympus' } }, 'identity.timeZone'],
      [{ identity: { address: 'https://a.example/path' } }, 'identity.address'],
      [{ identity: { address: 'javascript:alert(1)' } }, 'identity.address'],
      [{ identity: { address: 'https://a.example"><b>' } }, 'identity.address'],
      [{ identity: { name: '' } }, 'identity.name'],
      [{ identity: { language: 'English' } }, 'identity.language'],
      [{ identity: null }, 'identity'],
      [{ comments: { closeAfterDays: 0 } }, 'comments.closeAfterDays'],
      [{ comments: { open: 'no' } }, 'comments.open'],
    ]
    for (const [input, field] of cases) {
      expect(await refusedFields(await paper.api('PATCH', '/settings', input))).toEqual([field])
    }
  })

  test('decide the addresses that articles are told by', async () => {
    const article = await paper.publish()
    await paper.api('PATCH', '/settings', { identity: { address: 'https://post.example/' } })
    expect(await get(`/articles/${article.id}`)).toMatchObject({ url: `https://post.example${article.path}` })
  })
})

describe('the versions of an article', () => {
  test('are all kept, the newest first, with who, when and what', async () => {
    const article = await paper.draft({ body: 'One' })
    await paper.revise(article, { body: 'Two', note: 'Second thoughts' })
    await paper.revise(article, { status: 'published', substantive: false })
    const { items } = await get(`/articles/${article.id}/revisions`)
    expect(items).toEqual([
      expect.objectContaining({ version: 3, substantive: false, actor: 'Test' }),
      expect.objectContaining({
        version: 2,
        note: 'Second thoughts',
        content: expect.objectContaining({ body: 'Two' }),
      }),
      expect.objectContaining({ version: 1, content: expect.objectContaining({ body: 'One' }) }),
    ])
  })
})

describe('a correction', () => {
  test('is dated, signed, listed and on the page at once', async () => {
    const article = await paper.publish()
    await server.fetch(article.path)
    const answer = await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was <b>Tuesday</b>.' })
    expect(answer.status).toBe(201)
    const made = await bodyOf(answer)
    expect(made).toMatchObject({ articleId: article.id, text: 'It was <b>Tuesday</b>.', actor: 'Test' })
    expect(await get(`/articles/${article.id}/corrections`)).toEqual({ items: [made], cursor: null })
    const page = await server.fetch(article.path)
    expect(edgeStatus(page)).toBe('MISS')
    expect(await page.text()).toContain('It was &lt;b&gt;Tuesday&lt;/b&gt;.')
  })

  test('is for what readers have seen, and says something', async () => {
    const draft = await paper.draft()
    await refusal(await paper.api('POST', `/articles/${draft.id}/corrections`, { text: 'Early' }), 409, 'conflict')
    const article = await paper.publish()
    for (const text of ['', ' ', null, 'x'.repeat(2001)]) {
      expect(await refusedFields(await paper.api('POST', `/articles/${article.id}/corrections`, { text }))).toEqual([
        'text',
      ])
    }
  })
})

describe('the purges', () => {
  test('tell what became of each change, newest first', async () => {
    const answer = await paper.api('POST', '/articles', { headline: 'Live', status: 'published' })
    const receipt = answer.headers.get('Dateline-Purge') ?? ''
    expect(receipt).toMatch(
      /^\d+; done; at="[^"]+Z"; tags="archive article:\d+(?: beside:\d+)* feeds front search sitemap"$/,
    )
    const { items } = await get('/purges?limit=1')
    expect(items).toEqual([
      expect.objectContaining({
        id: Number.parseInt(receipt, 10),
        state: 'done',
        error: null,
        tags: expect.any(Array),
      }),
    ])
    expect(await get(`/purges/${Number.parseInt(receipt, 10)}`)).toEqual(Array.isArray(items) && items[0])
    await refusal(await paper.api('GET', '/purges/1'), 404, 'not-found')
  })

  test('are none for what readers do not see', async () => {
    const answer = await paper.api('POST', '/articles', { headline: 'Draft' })
    expect(answer.headers.get('Dateline-Purge')).toBe('none')
  })
})
