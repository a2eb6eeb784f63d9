import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { overflow } from './audit.ts'
import { bodies, headlines, names, sites } from './nasty.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let paper: Paper
beforeAll(async () => {
  stand = await openStand({ empty: true })
  paper = await openPaper(stand.server)
})
afterAll(() => stand.close())

describe('hostile comments', () => {
  test('run nothing, fetch nothing and leave the page as it was', async () => {
    const article = await paper.publish()
    const shown = await sendAll(article)
    expect(shown).toBeGreaterThan(50)
    const { page, trouble } = await stand.reader({ viewport: { width: 360, height: 800 } })
    await page.goto(article.path)
    for (;;) {
      await provoke(page)
      expect(await harm(page)).toEqual(unharmed)
      const later = page.getByRole('link', { name: 'Later comments' })
      if ((await later.count()) === 0) break
      await later.click()
    }
    expect(trouble).toEqual([])
  })
})

describe('hostile articles', () => {
  test('run nothing, fetch nothing and leave the page as it was', async () => {
    const { page, trouble } = await stand.reader({ viewport: { width: 360, height: 800 } })
    const paths: string[] = []
    for (const [i, line] of headlines.entries()) {
      const some = bodies
        .filter((_, nth) => nth % headlines.length === i)
        .filter((body) => !/<img src="http/.test(body))
      const input = {
        headline: line,
        standfirst: line,
        dateline: line,
        topics: [line.slice(0, 60)],
        status: 'published',
      }
      const answer = await paper.api('POST', '/articles', { ...input, body: some.join('\n\n'), slug: `hostile-${i}` })
      expect([201, 422]).toContain(answer.status)
      if (answer.status === 201) paths.push(JSON.parse(await answer.text()).path)
    }
    expect(paths.length).toBeGreaterThan(2)
    for (const path of paths) {
      await page.goto(path)
      await provoke(page)
      expect(await harm(page), path).toEqual(unharmed)
    }
    await page.goto('/')
    expect(await page.evaluate(() => '__pwned' in window)).toBe(false)
    expect(trouble.filter((each) => !/^404 for .*\/x$/.test(each))).toEqual([])
  })
})

describe('were the cleaning to fail', () => {
  test('the policy lets nothing run, and says so', async () => {
    const article = await paper.publish()
    const { DB } = await stand.server.env()
    // No policy holds a page back from leaving for another.
    const dirty = bodies.filter((body) => !body.includes('http-equiv')).join('')
    await DB.prepare('update articles set body_html = ? where id = ?').bind(dirty, article.id).run()
    await stand.server.control('entries', { method: 'DELETE' })
    const { page, trouble } = await stand.reader()
    await page.goto(article.path, { waitUntil: 'commit' })
    await expect.poll(() => trouble.join('\n')).toContain('Content Security Policy')
    await provoke(page)
    expect(await page.evaluate(() => '__pwned' in window)).toBe(false)
    expect(trouble.filter((each) => each.startsWith('dialog'))).toEqual([])
  })
})

/** Sends each of them by the form, and approves what was taken. Tells how many are shown. */
async function firstTaken(article: Article, forms: Record<string, string>[]): Promise<Response> {
  let answer: Response | undefined
  for (const form of [...forms, { ...forms.at(-1), author: 'Reader' }]) {
    answer = await paper.say(article, form)
    if (answer.status === 303) break
  }
  if (!answer) throw new Error('Nothing was sent')
  return answer
}

async function sendAll(article: Article): Promise<number> {
  let shown = 0
  for (const [i, comment] of bodies.entries()) {
    const fields = { comment, author: names[i % names.length] ?? '', email: `reader-${i}@example.com` }
    const url = sites[i % sites.length] ?? ''
    // What is refused for its website, its name or because nothing of it can be seen is sent with less or more.
    const seen = { url: '', comment: `Seen: ${comment}` }
    const answer = await firstTaken(article, [
      { ...fields, url },
      { ...fields, url: '' },
      { ...fields, ...seen },
    ])
    const id = Number(/waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1])
    if (answer.status !== 303) continue
    await paper.decide({ id }, 'approved')
    shown++
  }
  return shown
}

// What a reader's hand might do: pass over and press everything that stands in a text.
async function provoke(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('.comment *, .prose *, .story > header *')) {
      for (const type of ['mouseover', 'mouseenter', 'focus', 'toggle', 'error', 'load', 'animationstart']) {
        element.dispatchEvent(new Event(type, { bubbles: true }))
      }
    }
  })
}

const unharmed = {
  pwned: false,
  links: [],
  foreign: [],
  placed: [],
  main: 1,
  forms: 1,
  around: 'DIV MAIN BODY HTML',
  covered: false,
  overflow: 0,
}

/** What is left of the page's order, as far as a browser can tell. */
async function harm(page: Page) {
  const wide = await overflow(page, 360)
  await page.getByRole('button', { name: 'Post comment' }).scrollIntoViewIfNeeded()
  const found = await page.evaluate(() => {
    const inTexts = [...document.querySelectorAll('.body *, .prose *')]
    const form = document.querySelector('#reply')
    const around: string[] = []
    for (let at = form?.parentElement; at; at = at.parentElement) around.push(at.tagName)
    const button = document.querySelector('.reply .button')
    const { x = 0, y = 0, width = 0, height = 0 } = button?.getBoundingClientRect() ?? {}
    return {
      pwned: '__pwned' in window,
      links: [...document.links]
        .filter(({ protocol }) => !/^(?:https?|mailto):$/.test(protocol))
        .map(({ href }) => href),
      foreign: inTexts
        .filter((element) =>
          element.matches('script, style, iframe, object, embed, form, link, meta, base, svg, math, video'),
        )
        .map(({ tagName }) => tagName),
      placed: inTexts
        .filter((element) => ['fixed', 'sticky', 'absolute'].includes(getComputedStyle(element).position))
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
      main: document.querySelectorAll('body > main').length,
      forms: document.forms.length,
      around: around.join(' '),
      covered: document.elementFromPoint(x + width / 2, y + height / 2) !== button,
    }
  })
  return { ...found, overflow: wide }
}
