import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Article, openPaper } from '../support/paper.ts'
import { look } from './audit.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let article: Article
beforeAll(async () => {
  stand = await openStand({ empty: true })
  const paper = await openPaper(stand.server)
  article = await paper.publish({ body: BODY })
  await stand.server.control('settle', { method: 'POST' })
})
afterAll(() => stand.close())

const BODY = `It was filmed from the pier.

[The *Maureen* leaves, on time](https://youtu.be/dQw4w9WgXcQ?t=90)

The captain said more.

https://sea.example/@ada/112233445566778899

And again, in full.

https://vimeo.com/76979871`

const PLAYER = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=90'

describe('a video on a page', () => {
  test('is asked for when its reader says so, and not before', async () => {
    const { page, context, trouble } = await stand.reader()
    const framed: string[] = []
    await context.route('https://www.youtube-nocookie.com/**', (route) => {
      framed.push(`${route.request().url()} from ${route.request().headers().referer}`)
      return route.fulfill({
        contentType: 'text/html',
        body: '<title>Player</title><script>document.title="Runs"</script>',
      })
    })
    await page.goto(article.path)
    const button = page.getByRole('button', { name: 'Load from www.youtube-nocookie.com' })
    expect(await page.locator('iframe').count()).toBe(0)
    expect([...framed, ...trouble]).toEqual([])
    await button.press('Enter')
    const player = page.locator('iframe')
    expect(await player.getAttribute('src')).toBe(PLAYER)
    expect(await player.getAttribute('title')).toBe('The Maureen leaves, on time')
    expect(await player.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-presentation allow-popups')
    await page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME')
    await expect.poll(() => page.frames().at(1)?.title()).toBe('Runs')
    expect(framed).toEqual([`${PLAYER} from ${stand.server.url.origin}/`])
    expect(await page.getByRole('button', { name: 'Load from player.vimeo.com' }).count()).toBe(1)
    expect(trouble).toEqual([])
  })

  test('is a link to it without scripts, and costs no room for a button', async () => {
    const { page, trouble } = await stand.reader({ javaScriptEnabled: false })
    await page.goto(article.path)
    expect(
      await page.locator('.embed a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual([
      'https://youtu.be/dQw4w9WgXcQ?t=90',
      'https://sea.example/@ada/112233445566778899',
      'https://vimeo.com/76979871',
    ])
    expect(await page.locator('.embed button').count()).toBe(0)
    expect(trouble).toEqual([])
  })

  test('moves nothing when its button comes, and covers nothing, at any width', async () => {
    const { page } = await stand.reader()
    for (const width of [320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      await page.goto(article.path)
      for (const name of ['youtube-nocookie', 'vimeo']) {
        const button = await page.getByRole('button', { name }).boundingBox()
        const card = page.locator('figure', { has: page.getByRole('button', { name }) })
        const caption = await card.locator('figcaption').boundingBox()
        if (!button || !caption) throw new Error('not shown')
        expect(button.y, `${width}`).toBeGreaterThan(caption.y + caption.height)
        expect(button.height).toBeGreaterThanOrEqual(24)
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      const height = () => page.evaluate(() => document.body.offsetHeight)
      const before = await height()
      await page.evaluate(() => {
        for (const button of document.querySelectorAll('.embed button')) button.remove()
      })
      expect(await height()).toBe(before)
    }
  })

  test('leaves nothing for axe to find', async () => {
    const { page } = await stand.reader()
    await page.goto(article.path)
    const { light, dark, small } = await look(page)
    expect({ light, dark, small }).toEqual({ light: [], dark: [], small: [] })
    if (process.env.SHOTS) {
      for (const width of [360, 1000]) {
        await page.setViewportSize({ width, height: 900 })
        await page.screenshot({ path: `${process.env.SHOTS}/embeds-${width}.png`, fullPage: true })
      }
    }
  })
})

describe('a frame that the page has no card for', () => {
  test('is refused by its policy', async () => {
    const { page, trouble } = await stand.reader()
    await page.goto(article.path)
    await page.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = 'https://geo.dailymotion.com/player.html?video=x8abcde'
      document.querySelector('main')?.appendChild(frame)
    })
    await expect.poll(() => trouble.join()).toMatch(/geo\.dailymotion\.com.*frame-src|frame-src/)
    expect(trouble.some((line) => line.startsWith('request'))).toBe(false)
  })
})

describe('the picture of a shared link', () => {
  test('is one that a browser shows, with ink of the paper on it', async () => {
    const { page } = await stand.reader()
    await page.goto(article.path)
    const address = await page.locator('meta[property="og:image"]').getAttribute('content')
    await page.goto(new URL(address ?? '').pathname)
    const seen = await page.evaluate(() => {
      const image = document.querySelector('img')
      const context = new OffscreenCanvas(1200, 630).getContext('2d')
      if (!image || !context) return null
      context.drawImage(image, 0, 0)
      const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data]
      return {
        size: [image.naturalWidth, image.naturalHeight],
        paper: at(5, 5),
        accent: at(100, 65),
        rule: at(600, 519),
      }
    })
    expect(seen).toEqual({
      size: [1200, 630],
      paper: [252, 250, 245, 255],
      accent: [156, 43, 23, 255],
      rule: [28, 26, 23, 255],
    })
  })
})
