import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleOf } from './kinds.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let article: string
beforeAll(async () => {
  stand = await openStand()
  article = (await sampleOf(stand.server)).find(({ path }) => path.includes('leave-the-clock'))?.path ?? ''
})
afterAll(() => stand.close())

/** The names of what is shown in entries. */
const shown = (item: string) => {
  const parts = [...document.querySelectorAll(`${item} > *`)].filter((each) => each.getBoundingClientRect().height > 0)
  return [...new Set(parts.map((each) => each.localName))].sort()
}
const notice = (selector: string) => {
  const first = document.querySelector(selector)
  return first && getComputedStyle(first, '::before').content
}

describe.each([
  ['RSS', '/feed.xml', 'channel', 'item', ['a', 'creator', 'description', 'pubDate']],
  ['Atom', '/sections/harbour/atom.xml', 'feed', 'entry', ['a', 'author', 'published', 'summary']],
  [
    'the feed of comments',
    () => `${article}/comments.xml`,
    'channel',
    'item',
    ['a', 'creator', 'description', 'pubDate'],
  ],
])('%s in a browser', (_, place, feed, item, parts) => {
  const path = () => (typeof place === 'string' ? place : place())

  test('is readable: what a feed is, and headline, date and summary of each entry, but not its whole text', async () => {
    const { page, trouble, context } = await stand.reader()
    await page.goto(path())
    expect(await page.evaluate(notice, feed)).toContain('This is a feed.')
    expect(await page.evaluate(shown, item)).toEqual(parts)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    expect(trouble).toEqual([])
    await context.close()
  })

  test('leads to the page of each entry', async () => {
    const { page, context } = await stand.reader()
    await page.goto(path())
    const link = page.locator(`${item} > a`).first()
    const href = await link.getAttribute('href')
    await link.click()
    await page.waitForURL(href ?? '')
    expect(await page.locator('h1').count()).toBe(1)
    await context.close()
  })

  test('is dark where the reader’s machine is, and as wide as a telephone', async () => {
    const { page, context } = await stand.reader({ colorScheme: 'dark', viewport: { width: 320, height: 600 } })
    await page.goto(path())
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      'rgb(23, 21, 18)',
    )
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await context.close()
  })
})

test('a feed says what it is in the language of the paper', async () => {
  const { DB } = await stand.server.env()
  await DB.prepare("update settings set value = json_set(value, '$.language', 'de-AT') where name = 'identity'").run()
  await stand.server.control('entries', { method: 'DELETE' })
  const { page } = await stand.reader()
  for (const [path, feed] of [
    ['/feed.xml', 'channel'],
    ['/atom.xml', 'feed'],
  ] as const) {
    await page.goto(path)
    expect(await page.evaluate(notice, feed)).toContain('Das ist ein Feed.')
  }
})
