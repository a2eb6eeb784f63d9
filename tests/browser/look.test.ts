import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { look, overflow } from './audit.ts'
import { sampleOf } from './kinds.ts'
import { openStand, type Stand } from './support.ts'

const MINUTES = 240_000
const WHITE = 'rgb(255, 255, 255)'

let stand: Stand
let article: string
let token: string
beforeAll(async () => {
  stand = await openStand()
  token = await stand.server.token()
  article = (await sampleOf(stand.server)).find(({ path }) => path.includes('leave-the-clock'))?.path ?? ''
}, MINUTES)
afterAll(() => stand.close())

const dress = (settings: object) => set({ look: settings })
const set = (settings: object) => send('PATCH', '/settings', settings)
const send = (method: string, path: string, body: object) =>
  stand.server.fetch(`/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

const paperColour = 'getComputedStyle(document.body).backgroundColor'
const DAY = 'rgb(252, 250, 245)'
const NIGHT = 'rgb(23, 21, 18)'

describe('a look of the paper’s own', () => {
  test(
    'is applied by the page’s policy, can be read by day and by night, and fits',
    async () => {
      const { DB } = await stand.server.env()
      const name = await DB.prepare('select name from media limit 1').first<string>('name')
      const link = { label: 'Somewhere', href: 'https://elsewhere.example/@paper' }
      const answer = await dress({
        ...{ accent: '#ffe600', type: 'mixed', logo: `/media/${name}`, favicon: `/media/${name}` },
        ...{ footer: { text: 'Since 1871, with interruptions.', links: [link] }, social: [link, link] },
      })
      expect(answer.status, await answer.text()).toBe(200)
      const { page, trouble } = await stand.reader()
      for (const path of ['/', article]) {
        await page.goto(path)
        const findings = await look(page)
        expect(findings).toMatchObject({ light: [], dark: [], overflow: { 320: 0, 360: 0, 1440: 0 }, small: [] })
        const accent = await page.evaluate('getComputedStyle(document.querySelector(".kicker a")).color')
        expect(accent).toMatch(/^rgb\((\d+), (\d+), 0\)$/)
        const logo = await page.locator('.name img').boundingBox()
        expect(logo?.height).toBeGreaterThan(40)
      }
      expect(trouble).toEqual([])
      await dress({ accent: null, type: 'serif', logo: null, favicon: null, footer: {}, social: [] })
    },
    MINUTES,
  )

  test(
    'fits a small window, however long its words are',
    async () => {
      const word = 'Donaudampfschifffahrtsgesellschaftszeitung'
      const links = [{ label: word.padEnd(60, 'x'), href: '/search' }]
      const { page } = await stand.reader()
      // In every place of the front page: first, beside it, below it, and in a row.
      for (let i = 0; i < 6; i++) await send('POST', '/articles', { headline: `${i} ${word}`, status: 'published' })
      for (const name of [word, 'W'.repeat(100)]) {
        const look = {
          navigation: links,
          footer: { text: name, links },
          social: [{ label: word, href: 'https://a.example' }],
        }
        const answer = await set({ identity: { name }, look })
        expect(answer.status, await answer.text()).toBe(200)
        for (const path of ['/', '/nope', '/search?q=ferry', article]) {
          await page.goto(path)
          expect([path, await overflow(page, 320)]).toEqual([path, 0])
        }
      }
      await set({ identity: { name: 'Dateline' }, look: { navigation: [], footer: {}, social: [] } })
      // Ours is English there, and runs the other way.
      await set({ identity: { language: 'ar' } })
      for (const path of ['/', article]) {
        await page.goto(path)
        expect([path, await overflow(page, 320)]).toEqual([path, 0])
        await page.keyboard.press('Tab')
        expect(await page.locator('.skip').boundingBox()).toMatchObject({ y: 0 })
      }
      await set({ identity: { language: 'en' } })
    },
    MINUTES,
  )
})

describe('the choice of light or dark', () => {
  test(
    'is made with the keyboard, is remembered without a cookie, and leaves paper white',
    async () => {
      const { page, context, trouble } = await stand.reader()
      await page.goto('/')
      expect(await page.evaluate(paperColour)).toBe(DAY)
      await page.getByLabel('Appearance').focus()
      await page.keyboard.type('Dark')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(paperColour)).toBe(NIGHT)

      await page.goto(article)
      expect(await page.evaluate(paperColour)).toBe(NIGHT)
      expect(await page.getByLabel('Appearance').inputValue()).toBe('dark')
      await page.emulateMedia({ media: 'print' })
      expect(await page.evaluate(paperColour)).toBe(WHITE)
      await page.emulateMedia({ media: 'screen' })

      await page.getByLabel('Appearance').selectOption('System')
      expect(await page.evaluate(paperColour)).toBe(DAY)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await page.evaluate(paperColour)).toBe(NIGHT)
      await page.getByLabel('Appearance').selectOption('Light')
      expect(await page.evaluate(paperColour)).toBe(DAY)
      expect(await context.cookies()).toEqual([])
      expect(trouble).toEqual([])
    },
    MINUTES,
  )

  test('is not waited for: after the first page its script comes from what the browser keeps', async () => {
    // Not as other readers: where requests are watched, nothing is kept.
    const context = await stand.browser.newContext({ baseURL: stand.server.url.origin })
    const page = await context.newPage()
    const sent = `performance.getEntriesByName(location.origin + '/page.js')[0].transferSize`
    await page.goto('/')
    expect(await page.evaluate(sent)).toBeGreaterThan(0)
    for (const path of [article, '/no/such/page']) {
      await page.goto(path)
      expect(await page.evaluate(sent)).toBe(0)
    }
    await context.close()
  })

  test(
    'shifts nothing, and is not offered where no script runs',
    async () => {
      const { page } = await stand.reader()
      await page.goto('/no/such/page')
      const shifts = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({
              type: 'layout-shift',
              buffered: true,
            })
            setTimeout(() => resolve(0), 1000)
          }),
      )
      expect(shifts).toBe(0)
      const plain = await stand.reader({ javaScriptEnabled: false })
      await plain.page.goto('/')
      expect(await plain.page.getByLabel('Appearance').count()).toBe(0)
    },
    MINUTES,
  )
})
