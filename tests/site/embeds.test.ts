import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Article, edgeStatus, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.clear()
  const { KV } = await server.env()
  for (const { name } of (await KV.list()).keys) await KV.delete(name)
  paper = await openPaper(server)
  article = await paper.publish({ body: `Before.\n\n[The boat](${VIDEO})\n\nAfter.` })
})

const VIDEO = 'https://youtu.be/dQw4w9WgXcQ'
const FRAMES = 'frame-src https://www.youtube-nocookie.com;'

const policyOf = (answer: Response) => answer.headers.get('Content-Security-Policy') ?? ''

describe('a page with a video', () => {
  test('may frame its player, also where it is not sent again', async () => {
    const first = await server.fetch(article.path)
    expect(policyOf(first)).toContain(FRAMES)
    const html = await first.text()
    expect(html).toContain('<script src="/embed.js"')
    expect(html).not.toContain('<iframe')
    const ETag = first.headers.get('ETag') ?? ''
    await server.control('entries', { method: 'DELETE' })
    const again = await server.fetch(article.path, { headers: { 'If-None-Match': ETag } })
    expect(again.status).toBe(304)
    expect(policyOf(again)).toContain(FRAMES)
    const kept = await server.fetch(article.path)
    expect(edgeStatus(kept)).toBe('HIT')
    expect(policyOf(kept)).toContain(FRAMES)
  })

  test('may frame it with a form for an answer, and with a comment that was refused', async () => {
    const comment = await paper.comment(article)
    await paper.decide(comment, 'approved')
    expect(policyOf(await server.fetch(`${article.path}?reply-to=${comment.id}`))).toContain(FRAMES)
    const refused = await paper.say(article, { comment: '' })
    expect(refused.status).toBe(422)
    expect(policyOf(refused)).toContain(FRAMES)
  })

  test('may frame it from the copy of a day without a database', async () => {
    for (let i = 0; i < 3; i++) {
      await server.control('clock', { method: 'PUT', body: { advance: 60_000 } })
      await server.tick()
    }
    await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
    await server.control('entries', { method: 'DELETE' })
    const copy = await server.fetch(article.path)
    expect(copy.headers.get('Dateline-Copy')).not.toBeNull()
    expect(policyOf(copy)).toContain(FRAMES)
    expect(policyOf(await server.fetch('/'))).not.toContain('frame-src')
  })

  test('may not once the video is gone', async () => {
    await server.fetch(article.path)
    await paper.revise(article, { body: 'Nothing to see.' })
    const answer = await server.fetch(article.path)
    expect(policyOf(answer)).not.toContain('frame-src')
    expect(await answer.text()).not.toContain('embed.js')
  })
})

describe('every other page', () => {
  test('may frame nothing', async () => {
    const post = await paper.publish({ headline: 'Post', body: 'https://x.com/tide/status/1234567890' })
    const typed = await paper.publish({ headline: 'Typed', body: `\`<figure data-frame="${VIDEO}">\`` })
    for (const path of ['/', post.path, typed.path, `${article.path}/history`, `${article.path}.md`, '/feed.xml']) {
      const answer = await server.fetch(path)
      expect(answer.status, path).toBe(200)
      expect(policyOf(answer), path).not.toContain('frame-src')
      expect(await answer.text(), path).not.toContain('embed.js')
    }
    expect(await (await server.fetch(post.path)).text()).toContain('<figure class="embed"><a href="https://x.com/')
  })
})

describe('what is not a page', () => {
  test('has a plain link: feeds, Markdown, search', async () => {
    const feed = JSON.parse(await (await server.fetch('/feed.json')).text())
    expect(feed.items[0].content_html).toContain(
      `<p><a href="${VIDEO}" rel="noopener external" class="external">The boat</a> (YouTube · youtu.be/dQw4w9WgXcQ)</p>`,
    )
    for (const path of ['/feed.xml', '/atom.xml', '/feed.json'])
      expect(await (await server.fetch(path)).text(), path).not.toContain('data-frame')
    expect(await (await server.fetch(`${article.path}.md`)).text()).toContain(`\n\n[The boat](${VIDEO})\n\n`)
    const found = await (await server.fetch('/search?q=boat')).text()
    expect(found).toContain(article.path)
    expect(found.replace(/<style>.*<\/style>/s, '')).not.toMatch(/data-frame|autoplay/)
  })

  test('says of it in the card of a link what the text says', async () => {
    expect(await (await server.fetch(article.path)).text()).toMatch(/<meta name="description" content="[^"]*"/)
    expect(await (await server.fetch(article.path)).text()).not.toMatch(/<meta[^>]*(?:youtube|data-frame|og:video)/)
  })
})
