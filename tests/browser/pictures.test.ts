import { readFileSync } from 'node:fs'
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import { shift } from './shift.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let paper: Paper
let article: string
beforeAll(async () => {
  stand = await openStand({ empty: true, images: true })
  paper = await openPaper(stand.server)
  const [quay, deck] = [await upload('ferry-quay'), await upload('harbour-cranes')]
  for (const src of [quay, deck]) await makeSmaller(src)
  for (const src of [deck, quay, deck, quay, deck, quay, deck]) await paper.publish({ hero: { src, alt: '' } })
  const body = `${'Words. '.repeat(300)}\n\n![A deck](${deck} "The deck")\n\n${'Words. '.repeat(300)}`
  article = (await paper.publish({ hero: { src: quay, alt: 'A quay' }, body })).path
})
afterAll(() => stand.close())

async function upload(name: string): Promise<string> {
  const body = readFileSync(`tools/samples/pictures/${name}.png`)
  const headers = { Authorization: `Bearer ${paper.token}`, 'Content-Type': 'image/png' }
  return String((await bodyOf(await stand.server.fetch('/api/media', { method: 'POST', headers, body }))).path)
}

// Who asks first waits for the encoder, for seconds on a busy machine: here nobody does.
async function makeSmaller(src: string): Promise<void> {
  for (const file of ['480.avif', '960.avif', '480.webp', '960.webp', '1600.webp'])
    await (await stand.server.fetch(`${src}/${file}`)).arrayBuffer()
}

interface Shown {
  /** Which file the browser took: the end of its address. */
  file: string
  box: number
  /** How wide the page said it would be shown. */
  said: number
  priority: string
  waits: boolean
}

/** Every picture of the page, once all of them have come. */
async function pictures(page: Page): Promise<Shown[]> {
  const all = page.locator('main img')
  for (const each of await all.all()) {
    await each.scrollIntoViewIfNeeded()
    await expect
      .poll(() => each.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0), { timeout: 10_000 })
      .toBe(true)
  }
  return all.evaluateAll((images: HTMLImageElement[]) =>
    images.map((img) => ({
      file: img.currentSrc.replace(/^.*\/(?:[0-9a-f]{32}\.)?/, ''),
      box: img.getBoundingClientRect().width,
      said: img.naturalWidth,
      priority: img.fetchPriority,
      waits: img.loading === 'lazy',
    })),
  )
}

async function read(path: string, width: number, { density = 1, avif = true } = {}) {
  const { page, trouble } = await stand.reader({ viewport: { width, height: 800 }, deviceScaleFactor: density })
  if (!avif) await page.route(path, withoutAvif)
  await page.goto(path)
  const shown = await pictures(page)
  const jumped = await shift(page)
  await page.context().close()
  return { shown, jumped, trouble }
}

// What a browser makes of a format that it has never heard of.
async function withoutAvif(route: Route): Promise<void> {
  const body = await (await route.fetch()).text()
  await route.fulfill({ contentType: 'text/html', body: body.replaceAll('"image/avif"', '"image/unheard-of"') })
}

describe('pictures of an article', () => {
  test.each([
    [360, 1, '480.avif', '480.avif'],
    [360, 2, '960.avif', '960.avif'],
    [768, 1, '960.avif', '960.avif'],
    [1440, 1, '960.avif', '960.avif'],
    [1440, 2, 'png', 'png'],
  ])('are as large as a window of %s pixels at density %s needs', async (width, density, hero, inText) => {
    const { shown, jumped, trouble } = await read(article, width, { density })
    expect(shown.map(({ file }) => file)).toEqual([hero, inText])
    expect(jumped).toBe(0)
    expect(trouble).toEqual([])
  })

  test('are WebP for a browser that does not show AVIF', async () => {
    const { shown, jumped, trouble } = await read(article, 360, { avif: false })
    expect(shown.map(({ file }) => file)).toEqual(['480.webp', '480.webp'])
    expect([jumped, trouble]).toEqual([0, []])
  })

  test('come in their order: the first at once, the others when they are near', async () => {
    const { shown } = await read(article, 1440)
    expect(shown.map(({ priority, waits }) => [priority, waits])).toEqual([
      ['high', false],
      ['auto', true],
    ])
  })
})

test('a page that jumps would be noticed', async () => {
  const { page } = await stand.reader()
  await page.goto(article)
  await page.evaluate(() => document.body.insertAdjacentHTML('afterbegin', `<p>${'Late '.repeat(500)}</p>`))
  expect(await shift(page)).toBeGreaterThan(0)
})

describe('pictures on the front page', () => {
  test.each([
    [360, '480.avif'],
    [768, '960.avif'],
    [1440, '960.avif'],
  ])('are sharp in a window of %s pixels, and no larger than they need be', async (width, lead) => {
    const { shown, jumped, trouble } = await read('/', width)
    const [first, ...others] = shown.map(({ file }) => file)
    expect(first).toBe(lead)
    expect(new Set(others)).toEqual(new Set(['480.avif']))
    for (const { box, said } of shown) {
      expect(said).toBeGreaterThanOrEqual(Math.floor(box))
      expect(said).toBeLessThanOrEqual(2 * box)
    }
    expect(jumped).toBe(0)
    expect(trouble).toEqual([])
  })
})
