import type { BrowserContextOptions, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let token: string
beforeAll(async () => {
  stand = await openStand()
  token = await stand.server.token()
})
afterAll(() => stand.close())

const headline = 'Leave the clock alone'
const said = 'My watch agrees with <em>nobody</em>, and keeps excellent time.'
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })

async function approve(id: number): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ state: 'approved' })
  expect((await stand.server.fetch(`/api/comments/${id}`, { method: 'PATCH', headers, body })).status).toBe(200)
}

const isOutOfSight = (x: number) => x < -500
const waitingId = (page: Page) => Number(/waiting=(\d+)\./.exec(page.url())?.[1])

describe('a reader without scripts', () => {
  test('reads, comments with a mistake, mends it, waits, and is published', async () => {
    const { page, trouble } = await stand.reader({ javaScriptEnabled: false })
    await page.goto('/')
    await page.getByRole('link', { name: headline }).first().click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(headline)
    const address = page.url()
    expect(await page.getByText('Leave this empty').boundingBox()).toMatchObject({ x: expect.toSatisfy(isOutOfSight) })

    await field(page, 'Name').fill('Edwin Pell')
    await field(page, 'Email').fill('edwin@harbour')
    await field(page, 'Comment').fill(said)
    await page.getByRole('button', { name: 'Post comment' }).click()

    const alert = page.getByRole('alert')
    expect(await alert.textContent()).toContain('This does not look like an email address')
    expect(await field(page, 'Comment').inputValue()).toBe(said)
    expect(await field(page, 'Name').inputValue()).toBe('Edwin Pell')
    expect(await field(page, 'Email').getAttribute('aria-invalid')).toBe('true')
    // The message is in the window, not a long page further down.
    expect((await alert.boundingBox())?.y).toBeLessThan(700)

    await field(page, 'Email').fill('edwin@example.com')
    await page.getByRole('button', { name: 'Post comment' }).click()
    expect(await page.locator('.own').textContent()).toContain('awaiting moderation')
    expect(await page.locator('.own em').textContent()).toBe('nobody')

    const id = waitingId(page)
    await approve(id)
    await page.goto(address)
    expect(await page.locator(`#comment-${id}`).textContent()).toContain('Edwin Pell')
    expect(trouble).toEqual([])
  })

  test('answers a comment, and finds the answer below it', async () => {
    const { page } = await stand.reader({ javaScriptEnabled: false })
    await page.goto('/')
    await page.getByRole('link', { name: headline }).first().click()
    await page.getByRole('link', { name: 'Reply to Luca B.' }).click()
    expect(await page.locator('#reply-heading').textContent()).toBe('Leave a reply to Luca B.')
    await field(page, 'Name').fill('Wendy Marsh')
    await field(page, 'Email').fill('wendy@example.com')
    await field(page, 'Comment').fill('Because there are more of them.')
    await page.getByRole('button', { name: 'Post comment' }).click()
    const id = waitingId(page)
    await approve(id)
    await page.goto(page.url().split('?')[0] ?? '')
    expect(await page.locator('.comment:has-text("all the other clocks") > ol').last().textContent()).toContain('Wendy')
  })
})

describe('a reader without a mouse', () => {
  test('skips to the text, and passes the sections otherwise', async () => {
    const { page } = await stand.reader()
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to content')
    expect(await page.locator('.skip').boundingBox()).toMatchObject({ x: 0 })
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)

    await page.goto('/')
    for (const name of ['Skip to content', 'Harbour', 'Town Hall']) {
      await page.keyboard.press('Tab')
      expect(await focused(page)).toBe(name)
      expect(await outlined(page)).toBe(true)
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sections/town-hall')
  })

  test('fills in the form and sends it', async () => {
    const { page } = await stand.reader()
    await page.goto('/')
    await page.getByRole('link', { name: headline }).first().focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/leave-the-clock-alone')
    await page.locator('.answer a').last().focus()
    for (const words of ['Ida Fenn', 'ida@example.com', '', 'I wind mine on Sundays.']) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(words)
    }
    // Past the box that asks for mail, to the one that the script adds.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Post comment')
    expect(await outlined(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL('**waiting=**')
    expect(await page.locator('.own').textContent()).toContain('I wind mine on Sundays.')
    // The box that the space bar ticked: this browser knows its reader now, and nobody else does.
    await page.goto('/')
    await page.getByRole('link', { name: headline }).first().click()
    await expect.poll(() => field(page, 'Name').inputValue()).toBe('Ida Fenn')
    expect(await field(page, 'Email').inputValue()).toBe('ida@example.com')
  })
})

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())
const outlined = (page: Page) =>
  page.evaluate(
    () => document.activeElement !== null && getComputedStyle(document.activeElement).outlineStyle !== 'none',
  )

const marks = async () => {
  const { DB } = await stand.server.env()
  return Number(await DB.prepare('select coalesce(sum(length(marks)), 0) / 3 marks from reads').first('marks'))
}

let clock: string

interface Reading {
  /** What `Math.random` says. */
  chance?: number
  /** Runs before the page's own script. */
  before?: string
  options?: BrowserContextOptions
  address?: string
}

/** Opens a page, and is what it said of being read after so many seconds. */
async function reading({ chance = 0.19, before = '', options, address = clock }: Reading = {}) {
  const { page, context, trouble } = await stand.reader(options)
  await context.addCookies([{ name: 'known', value: 'somebody', url: stand.server.url.origin }])
  await page.clock.install()
  await page.addInitScript(`Math.random = () => ${chance};${before}`)
  const said: Request[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') said.push(request)
  })
  const opened = await page.goto(address)
  expect(opened?.status(), address).toBe(200)
  expect((await opened?.request().allHeaders())?.cookie, address).toBe('known=somebody')
  const after = async (seconds: number) => {
    await page.clock.runFor(seconds * 1000)
    await stand.server.control('settle', { method: 'POST' })
    return said
  }
  return { page, trouble, after }
}

describe('a reading, where the paper counts them,', () => {
  const want = async (read: boolean) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ lists: { read } })
    expect((await stand.server.fetch('/api/settings', { method: 'PATCH', headers, body })).status).toBe(200)
  }
  beforeAll(async () => {
    await want(true)
    await stand.server.tick(40)
    const { DB } = await stand.server.env()
    clock = String(await DB.prepare('select path from articles where headline = ?').bind(headline).first('path'))
  })
  afterAll(() => want(false))

  test('of ten seconds is told once, without a cookie or a word, and counted', async () => {
    const { page, trouble, after } = await reading()
    expect(await after(9)).toEqual([])
    const answered = page.waitForResponse((answer) => answer.url().endsWith('/read'))
    const said = await after(2)
    expect((await answered).status()).toBe(204)
    await after(60)
    expect(said).toHaveLength(1)
    expect(said[0]?.url()).toBe(`${stand.server.url.origin}${clock}/read`)
    expect(said[0]?.postData()).toBeNull()
    expect((await said[0]?.allHeaders())?.cookie).toBeUndefined()
    expect(await marks()).toBe(1)
    expect(trouble).toEqual([])
  })

  test('lasts while the page is seen', async () => {
    const hide = (hidden: boolean) =>
      `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true })`
    const { page, after } = await reading({ before: hide(true) })
    expect(await after(60)).toEqual([])
    await page.evaluate(hide(false))
    expect(await after(8)).toEqual([])
    expect(await after(3)).toHaveLength(1)
  })

  const silent: Record<string, Reading> = {
    'four readings of five': { chance: 0.2 },
    'who asks not to be tracked': { before: `Object.defineProperty(navigator, 'doNotTrack', { value: '1' })` },
    'whose browser says Global Privacy Control': {
      before: `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`,
    },
    'a reader without scripts': { options: { javaScriptEnabled: false } },
  }
  test.each(Object.entries(silent))('is not told of %s', async (_, kind) => {
    const { page, trouble, after } = await reading(kind)
    const said = kind.options ? [] : await after(60)
    if (kind.options) await page.waitForTimeout(500)
    expect(said).toEqual([])
    expect(trouble).toEqual([])
  })

  test('is none of a page that is no article, nor of one with more comments', async () => {
    for (const address of ['/', '/sections/harbour', `${clock}?comments=000001000001`, '/privacy']) {
      const { after } = await reading({ address })
      expect(await after(60)).toEqual([])
    }
  })
})
