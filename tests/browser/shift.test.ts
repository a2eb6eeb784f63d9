import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleOf } from './kinds.ts'
import { shift } from './shift.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
const paths: Record<string, string> = { front: '/', search: '/search?q=the+ferry' }
beforeAll(async () => {
  stand = await openStand()
  const articles = await sampleOf(stand.server)
  paths.article = articles.find(({ path }) => path.includes('the-woman-who-writes'))?.path ?? '/no-such-article'
})
afterAll(() => stand.close())

async function open(name: string, width: number, roomless = false): Promise<Page> {
  const { page } = await stand.reader({ viewport: { width, height: 800 } })
  // Later than the words, as on a network.
  await page.route('**/media/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 150))
    return route.continue()
  })
  if (roomless) await page.route(`**${paths[name]}`, withoutSizes)
  await page.goto(paths[name] ?? '')
  return page
}

async function withoutSizes(route: Route): Promise<void> {
  const response = await route.fetch()
  const body = (await response.text()).replace(/(<img[^>]*?) width="\d+" height="\d+"/g, '$1')
  return route.fulfill({ response, body })
}

/** Down the page a window at a time, until every picture has come: the number of them. */
async function readDown(page: Page): Promise<number> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let y = 0; y < height; y += 800) await page.mouse.wheel(0, 800)
  const pictures = page.locator('main img')
  const come = (all: Element[]) => all.every((img) => img instanceof HTMLImageElement && img.naturalWidth > 0)
  await expect.poll(() => pictures.evaluateAll(come)).toBe(true)
  return pictures.count()
}

const cases = ['front', 'article', 'search'].flatMap((name) => [360, 1440].map((width) => [name, width] as const))

test.each(cases)('%s stands still in a window of %s pixels while its pictures come', async (name, width) => {
  const page = await open(name, width)
  expect(await readDown(page)).toBeGreaterThan(1)
  expect(await shift(page)).toBe(0)
  await page.context().close()
})

test('a picture that keeps no room would be noticed', async () => {
  const page = await open('article', 360, true)
  await readDown(page)
  expect(await shift(page)).toBeGreaterThan(0)
})
