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

const page = async () => (await server.fetch('/principles')).text()
const set = (body: object) => paper.api('PATCH', '/settings', body)

describe('the page of principles', () => {
  test('says without being written what is in force', async () => {
    const html = await page()
    for (const genre of ['Report', 'Analysis', 'Opinion', 'Review', 'Satire', 'Sponsored'])
      expect(html).toContain(genre)
    expect(html).toContain('The first comment of somebody we do not know waits for a moderator.')
    for (const path of ['/corrections', '/privacy']) expect(html).toContain(`<a href="${path}">`)
  })

  test('has the paper’s own words, rendered and cleaned when they were written', async () => {
    const text = '## Who pays\n\nOur *readers*. <script>alert(1)</script> [Ask](javascript:alert(1))'
    const answer = await set({ principles: text })
    expect(await answer.json()).toMatchObject({ principles: text })
    expect(await (await paper.api('GET', '/settings')).json()).toMatchObject({ principles: text })
    const html = await page()
    expect(html).toContain('Who pays</h2>')
    expect(html).toContain('Our <em>readers</em>.')
    expect(html).not.toMatch(/alert\(1\)/)
  })

  test('is fresh at once when words or rules change, and keeps what was not named', async () => {
    await set({ principles: 'We pay for tips.' })
    await page()
    expect(edgeStatus(await server.fetch('/principles'))).toBe('HIT')
    await set({ comments: { holdAll: true, closeAfterDays: 30 } })
    const ruled = await page()
    expect(ruled).toContain('A moderator reads every comment first.')
    expect(ruled).toContain('Days until comments close: 30')
    expect(ruled).toContain('We pay for tips.')
    await set({ principles: '' })
    expect(await page()).not.toContain('We pay for tips.')
    await set({ comments: { open: false } })
    expect(await page()).toContain('We take no comments at present.')
  })

  test('refuses what cannot be rendered, and says where', async () => {
    const answer = await set({ principles: `One\n\n${'> '.repeat(400)}deep` })
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      errors: [{ field: 'principles', problem: expect.stringMatching(/^Line 3: /) }],
    })
    expect((await set({ principles: 'x'.repeat(20_001) })).status).toBe(422)
  })

  test('is found from every page, and by machines', async () => {
    const { path } = await paper.publish()
    const html = await (await server.fetch(path)).text()
    expect(html).toContain('<a href="/principles">')
    expect(html).toMatch(/"publishingPrinciples":"[^"]+\/principles","correctionsPolicy":"[^"]+\/corrections"/)
    expect(await (await server.fetch('/sitemap-pages.xml')).text()).toContain('/principles</loc>')
  })
})
