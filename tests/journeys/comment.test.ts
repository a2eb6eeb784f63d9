import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/text/hash.ts'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const page = async (path: string) => (await server.fetch(path)).text()

describe('a comment', () => {
  test('is held, approved through the API, and then on every cached copy at once', async () => {
    await server.fetch(article.path)
    await server.fetch('/')
    const comment = await paper.comment(article, { comment: 'Row <em>harder</em>!' })
    expect(comment.state).toBe('held')
    expect(edgeStatus(await server.fetch(article.path))).toBe('HIT')
    expect(await page(article.path)).toContain('No comments yet')

    await paper.decide(comment, 'approved')
    const fresh = await server.fetch(article.path)
    expect(edgeStatus(fresh)).toBe('MISS')
    const html = await fresh.text()
    expect(html).toContain('<p>Row <em>harder</em>!</p>')
    expect(html).toContain('1 Comment')
    expect(html).toContain(`id="comment-${comment.id}"`)
    expect(edgeStatus(await server.fetch('/'))).toBe('HIT')
  })

  test('can be removed again, and the count with it', async () => {
    const comment = await paper.comment(article)
    await paper.decide(comment, 'approved')
    await paper.decide(comment, 'approved')
    expect(await page(article.path)).toContain('1 Comment')
    await paper.decide(comment, 'spam')
    const html = await page(article.path)
    expect(html).toContain('No comments yet')
    expect(html).not.toContain('Quite right.')
  })

  test('is shown to its writer while it waits, at a signed address that nobody caches', async () => {
    const answer = await paper.say(article, { comment: 'Only I see this' })
    expect(answer.status).toBe(303)
    const location = answer.headers.get('Location') ?? ''
    const own = await server.fetch(location)
    expect(edgeStatus(own)).toBe('BYPASS')
    expect(await own.text()).toMatch(/awaiting moderation[\s\S]*Only I see this/)
    const forged = await server.fetch(location.replace(/\.[^#]*/, '.AAAAAAAAAAAAAAAAAAAAAA'))
    expect(forged.status).toBe(404)
    expect(await page(article.path)).not.toContain('Only I see this')
  })

  test('keeps what was typed when something is missing, with the message at its field', async () => {
    const answer = await paper.say(article, {
      email: 'nonsense',
      comment: 'Long & "thoughtful" <b>text</b>',
      url: 'javascript:alert(1)',
    })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    const html = await answer.text()
    expect(html).toContain('Long &amp; &quot;thoughtful&quot; &lt;b&gt;text&lt;/b&gt;')
    expect(html).toContain('value="nonsense"')
    expect(html).toMatch(/id="reply-email-error"[^>]*>This does not look like an email address/)
    expect(html).toMatch(/id="reply-url-error"/)
  })

  test('sent twice is there once, and both senders are led to it', async () => {
    const [first, second] = await Promise.all([paper.say(article), paper.say(article)])
    expect([first.status, second.status]).toEqual([303, 303])
    expect(second.headers.get('Location')).toBe(first.headers.get('Location'))
    const list = JSON.parse(await (await paper.api('GET', '/comments')).text())
    expect(list.items).toHaveLength(1)
  })

  test('is another comment than the same words of a stranger, who is not led to its signed address', async () => {
    await paper.api('PATCH', '/settings', { comments: { requireIdentity: false } })
    const words = { author: '', email: '', comment: 'Well said!' }
    const from = (address: string) => paper.say(article, words, { 'CF-Connecting-IP': address })
    const [first, again, stranger] = [await from('192.0.2.1'), await from('192.0.2.1'), await from('192.0.2.2')]
    expect([first.status, again.status, stranger.status]).toEqual([303, 303, 303])
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'))
    expect(stranger.headers.get('Location')).not.toBe(first.headers.get('Location'))
    const list = JSON.parse(await (await paper.api('GET', '/comments')).text())
    expect(list.items).toHaveLength(2)
  })

  test('leaves no trace of its words that could be tried out without our secret', async () => {
    await paper.say(article, { comment: 'Guess me' })
    const { DB } = await server.env()
    const row = await DB.prepare(`select key from idempotency_keys where holder like 'comment:%'`).first<{
      key: string
    }>()
    const parts = [['Carla', 'carla@example.com', 'Guess me', null]]
    const plain = await Promise.all(parts.map((part) => sha256Hex(JSON.stringify(part))))
    expect(row?.key).toMatch(/^[\w-]{22}$/)
    expect(plain).not.toContain(row?.key)
  })

  test('never shows its email to a reader, nor to a token that may not moderate', async () => {
    const comment = await paper.comment(article, { email: 'private@example.org' })
    await paper.decide(comment, 'approved')
    expect(await page(article.path)).not.toContain('private@example.org')
    const reader = await server.token('comments:read')
    const answer = await server.fetch('/api/comments', { headers: { Authorization: `Bearer ${reader}` } })
    expect(await answer.text()).not.toContain('private@example.org')
  })

  test('from another site is refused; without an Origin it is taken', async () => {
    const cross = await paper.say(article, {}, { Origin: 'https://evil.example' })
    expect(cross.status).toBe(403)
    expect((await paper.say(article)).status).toBe(303)
    expect((await paper.say(article, { comment: 'Same site' }, { Origin: server.url.origin })).status).toBe(303)
  })

  test('is refused where comments are closed', async () => {
    await paper.revise(article, { commentsOpen: false })
    expect(await page(article.path)).toContain('Comments are closed')
    const answer = await paper.say(article)
    expect(answer.status).toBe(409)
  })

  test('cannot be left on what is not public', async () => {
    await paper.withdraw(article)
    expect((await paper.say(article)).status).toBe(410)
    expect((await paper.say({ path: '/2026/11/nowhere' })).status).toBe(404)
  })
})

describe('a thread', () => {
  test('nests replies, five levels deep at most, in order', async () => {
    let parent: { id: number } | undefined
    for (const level of [1, 2, 3, 4, 5, 6]) {
      const comment = await paper.comment(article, {
        author: `Level ${level}`,
        comment: `At ${level}`,
        ...(parent ? { comment_parent: String(parent.id) } : {}),
      })
      await paper.decide(comment, 'approved')
      parent = comment
    }
    const html = await page(article.path)
    const depths = [...html.matchAll(/At (\d)/g)].map(([, level]) => level)
    expect(depths).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(html).toContain('in reply to Level 5')
    expect(html).toContain('6 Comments')
    expect(Math.max(...nesting(html))).toBe(5)
  })

  test('keeps the place of a removed comment that was answered', async () => {
    const question = await paper.comment(article, { author: 'Asker', comment: 'Why?' })
    await paper.decide(question, 'approved')
    const reply = await paper.comment(article, { comment: 'Because.', comment_parent: String(question.id) })
    await paper.decide(reply, 'approved')
    await paper.decide(question, 'trash')
    const html = await page(article.path)
    expect(html).toContain('This comment was removed')
    expect(html).not.toContain('Asker')
    expect(html).toContain('Because.')
    await paper.decide(reply, 'trash')
    expect(await page(article.path)).not.toContain('This comment was removed')
  })

  test('offers a form for one answer, which the edge does not keep', async () => {
    const comment = await paper.comment(article, { author: 'Dora' })
    await paper.decide(comment, 'approved')
    const answer = await server.fetch(`${article.path}?reply-to=${comment.id}`)
    expect(edgeStatus(answer)).toBe('BYPASS')
    const html = await answer.text()
    expect(html).toContain('Leave a reply to Dora')
    expect(html).toContain(`name="comment_parent" value="${comment.id}"`)
  })
})

function nesting(html: string): number[] {
  let depth = 0
  return [...html.matchAll(/<(\/?)ol\b/g)].map(([, end]) => {
    depth += end ? -1 : 1
    return depth
  })
}
