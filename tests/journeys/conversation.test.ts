import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TRAP } from '../../src/comments/input.ts'
import { type Article, edgeStatus, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z' } })
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const page = async (path: string) => (await server.fetch(path)).text()
const advance = (minutes: number) => server.control('clock', { method: 'PUT', body: { advance: minutes * 60_000 } })
const settings = (comments: object) => paper.api('PATCH', '/settings', { comments })
const origin = () => ({ Origin: server.url.origin })

/** The stored comment of a POST that was taken. */
async function stored(answer: Response) {
  expect(answer.status).toBe(303)
  const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
  const found = await paper.api('GET', `/comments/${id}`)
  return JSON.parse(await found.text())
}

describe('a comment as it comes', () => {
  test('is held with reasons that can be read', async () => {
    const comment = await stored(await paper.say(article, { comment: 'See https://a.example and https://b.example' }))
    expect(comment.state).toBe('held')
    expect(comment.reasons).toEqual(['the form did not come from our page', 'first comment of this reader', '2 links'])
  })

  test('brings the token of the cached page, which is the same for everybody and good for weeks', async () => {
    const first = tokenOf(await page(article.path))
    expect(tokenOf(await page(article.path))).toBe(first)
    const comment = await stored(await paper.say(article, { token: first }))
    expect(comment.reasons).toEqual(['first comment of this reader'])
    await advance(60 * 24 * 20)
    const later = await stored(
      await paper.say(article, { token: first, comment: 'Still here, with the old page open.' }),
    )
    expect(later.reasons).toEqual(['first comment of this reader'])
    await advance(60 * 24 * 30)
    const stale = await stored(await paper.say(article, { token: first, comment: 'And now much later indeed.' }))
    expect(stale.reasons).toContain('the form was weeks old')
    const forged = await stored(
      await paper.say(article, { token: `${first.slice(0, -1)}!`, comment: 'Forged words here.' }),
    )
    expect(forged.reasons).toContain('the form carried a false signature')
  })

  test('that fills in the field no person sees is spam, and its sender is none the wiser', async () => {
    const comment = await stored(await paper.say(article, { [TRAP]: '555', comment: 'Cheap watches' }))
    expect(comment.state).toBe('spam')
    expect(comment.reasons).toContain('a hidden field was filled in')
  })

  test('is kept with its reasons where it is refused, and its sender is told none of them', async () => {
    await paper.api('POST', '/rules', { field: 'word', pattern: 'watches', action: 'spam' })
    const links = Array.from({ length: 12 }, (_, i) => `https://shop${i}.example`).join(' ')
    const answer = await paper.say(article, { [TRAP]: '555', comment: `Cheap watches ${links}` })
    expect([answer.status, answer.headers.get('Location')]).toEqual([422, null])
    const html = await answer.text()
    expect(html).toContain('Our filter does not let this comment through.')
    expect(html).not.toMatch(/hidden field|block list/)
    const { items } = JSON.parse(await (await paper.api('GET', '/comments?state=spam')).text())
    expect(items).toHaveLength(1)
    expect(items[0].reasons).toEqual(
      expect.arrayContaining(['a hidden field was filled in', 'on the block list (word)']),
    )
  })

  test('that links to a mail address gives no website, and links to none', async () => {
    const comment = await stored(await paper.say(article, { comment: 'Write to mailto:desk@example.org please' }))
    expect(comment.reasons).not.toContain('links to the website given')
  })

  test('of a reader who has been approved before is approved at once, by the cookie and not by the email', async () => {
    const first = await paper.say(article, { token: tokenOf(await page(article.path)) }, origin())
    const cookie = first.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    expect(first.headers.get('Set-Cookie')).toMatch(/HttpOnly; Secure; SameSite=Lax/)
    await paper.decide(await stored(first), 'approved')
    await advance(5)
    const token = tokenOf(await page(article.path))
    const again = { token, comment: 'My second contribution to this.' }
    const impostor = await stored(
      await paper.say(article, { ...again, comment: 'I only typed the same email here.' }, origin()),
    )
    expect(impostor.state).toBe('held')
    await advance(5)
    const known = await paper.say(article, again, { ...origin(), Cookie: cookie })
    expect((await stored(known)).state).toBe('approved')
    expect(await page(article.path)).toContain('My second contribution')
    await advance(5)
    const elsewhere = await paper.say(
      article,
      { ...again, comment: 'No Origin, so no cookie is believed.' },
      { Cookie: cookie },
    )
    expect((await stored(elsewhere)).state).toBe('held')
  })

  test('is approved at once where the paper trusts strangers, and every cached copy shows it', async () => {
    await settings({ holdUnknown: false })
    await page(article.path)
    const token = tokenOf(await page(article.path))
    expect((await stored(await paper.say(article, { token, comment: 'Straight in.' }))).state).toBe('approved')
    const fresh = await server.fetch(article.path)
    expect(edgeStatus(fresh)).toBe('MISS')
    expect(await fresh.text()).toMatch(/1 Comment[\s\S]*Straight in\./)
  })

  test('can be previewed, and nothing is kept of it', async () => {
    const answer = await paper.say(article, { act: 'preview', comment: 'So *this* is <b>bold</b>' })
    expect(answer.status).toBe(200)
    expect(edgeStatus(answer)).toBe('BYPASS')
    const html = await answer.text()
    expect(html).toContain('<p>So *this* is <b>bold</b></p>')
    expect(html).toContain('So *this* is &lt;b&gt;bold&lt;/b&gt;')
    const list = JSON.parse(await (await paper.api('GET', '/comments')).text())
    expect(list.items).toEqual([])
  })

  test('on what was closed meanwhile loses nothing of what was typed', async () => {
    await paper.revise(article, { commentsOpen: false })
    const answer = await paper.say(article, { comment: 'A long and careful answer' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toMatch(/closed while you wrote[\s\S]*<textarea[^>]*>A long and careful answer</)
  })
})

describe('the writer of a comment', () => {
  const own = async (fields: Record<string, string> = {}) => {
    const answer = await paper.say(article, fields)
    const location = answer.headers.get('Location') ?? ''
    const token = /waiting=([^#]+)/.exec(location)?.[1] ?? ''
    return { location, token, id: token.split('.')[0] }
  }
  const act = (token: string, fields: Record<string, string>) =>
    server.fetch(`${article.path}/comments`, { method: 'POST', body: new URLSearchParams({ own: token, ...fields }) })

  test('may edit it for a quarter of an hour', async () => {
    const { token, location } = await own({ comment: 'With a tpyo' })
    const form = await act(token, { act: 'edit' })
    expect(await form.text()).toContain('With a tpyo</textarea>')
    const empty = await act(token, { act: 'save', comment: ' ' })
    expect(empty.status).toBe(422)
    expect((await act(token, { act: 'save', comment: 'Without a typo' })).status).toBe(303)
    expect(await page(location)).toContain('Without a typo')
    await advance(16)
    expect((await act(token, { act: 'save', comment: 'Too late' })).status).toBe(409)
    expect(await page(location)).not.toContain('Too late')
  })

  test('may take it back, also once it is published', async () => {
    const { token, id } = await own({ comment: 'I regret this' })
    await paper.decide({ id: Number(id) }, 'approved')
    expect(await page(article.path)).toContain('I regret this')
    expect((await act(token, { act: 'delete' })).status).toBe(303)
    const html = await page(article.path)
    expect(html).not.toContain('I regret this')
    expect(html).toContain('No comments yet')
  })

  test('cannot change it once somebody has answered, nor can anybody else ever', async () => {
    const { token, id } = await own({ comment: 'Discuss' })
    await paper.decide({ id: Number(id) }, 'approved')
    expect((await act(`${id}.AAAAAAAAAAAAAAAAAAAAAA`, { act: 'delete' })).status).toBe(404)
    const reply = await paper.comment(article, { comment: 'Gladly, at length.', comment_parent: String(id) })
    await paper.decide(reply, 'approved')
    expect((await act(token, { act: 'delete' })).status).toBe(409)
  })

  test('who edits a published comment into an advertisement waits again', async () => {
    await settings({ holdUnknown: false })
    const html = await page(article.path)
    const { token, id } = await own({ comment: 'A harmless remark.', token: tokenOf(html) })
    expect(await page(article.path)).toContain('A harmless remark.')
    await act(token, { act: 'save', comment: 'Buy: https://one.example https://two.example https://three.example' })
    const after = JSON.parse(await (await paper.api('GET', `/comments/${id}`)).text())
    expect(after.state).toBe('held')
    expect(await page(article.path)).not.toContain('three.example')
  })
})

describe('the feeds of comments', () => {
  test('show what is approved at once, of the paper and of one article', async () => {
    const other = await paper.publish({ headline: 'Elsewhere' })
    const feeds = ['/comments.xml', `${article.path}/comments.xml`, `${other.path}/comments.xml`]
    for (const feed of feeds) await page(feed)
    const comment = await paper.comment(article, { comment: 'In the feed & safe' })
    for (const feed of feeds) expect(edgeStatus(await server.fetch(feed))).toBe('HIT')
    await paper.decide(comment, 'approved')
    const [site, own, others] = await Promise.all(feeds.map(page))
    expect(site).toContain('In the feed &amp;amp; safe')
    expect(own).toContain(`#comment-${comment.id}`)
    expect(others).not.toContain('In the feed')
    await paper.decide(comment, 'trash')
    expect(await page('/comments.xml')).not.toContain('In the feed')
  })

  test('are named by the pages that they belong to', async () => {
    const html = await page(article.path)
    expect(html).toContain(
      `<link rel="alternate" type="application/rss+xml" title="Comments" href="${article.path}/comments.xml"/>`,
    )
    for (const at of ['/', article.path]) expect(await page(at)).toContain('<a href="/comments.xml">')
  })

  test('move with their article, and are gone with it', async () => {
    const feed = (path: string) => server.fetch(`${path}/comments.xml`)
    const moved = await paper.revise(article, { slug: 'the-walkout' })
    const old = await feed(article.path)
    expect([old.status, old.headers.get('Location')]).toEqual([301, `${moved.path}/comments.xml`])
    expect((await feed(moved.path)).status).toBe(200)
    await paper.withdraw(article)
    expect((await feed(moved.path)).status).toBe(410)
    expect((await feed('/2026/11/never-was')).status).toBe(404)
  })
})
