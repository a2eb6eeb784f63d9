import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { htmlMistakes } from '../support/html.ts'
import { linkedDataMistakes } from '../support/vocabulary.ts'
import { type Findings, look } from './audit.ts'
import type { Kind } from './hand.ts'
import { kindsOf, sampleOf } from './kinds.ts'
import { openStand, type Stand } from './support.ts'

/** Some forty pages are opened and measured, on machines that may have other things to do. */
const MINUTES = 240_000

let stand: Stand
let paper: Awaited<ReturnType<typeof sampleOf>>
let kinds: Kind[]
const found: Record<string, Findings> = {}
/** The HTML of each, as the server sent it. */
const served: Record<string, string> = {}
/** What each asked for besides itself, pictures and scripts. */
const asked: Record<string, string[]> = {}
let trouble: string[]

beforeAll(async () => {
  stand = await openStand()
  paper = await sampleOf(stand.server)
  kinds = await kindsOf(stand.server)
  const { page, ...reader } = await stand.reader()
  let last: Response | undefined
  let name = ''
  page.on('request', (request) => {
    if (!['image', 'document', 'script'].includes(request.resourceType())) asked[name]?.push(request.resourceType())
  })
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest()) last = answer
  })
  for (const kind of kinds) {
    name = kind.name
    asked[name] = []
    await page.setViewportSize({ width: 1000, height: 800 })
    await kind.open(page)
    found[kind.name] = await look(page)
    served[kind.name] = (await last?.text()) ?? ''
  }
  trouble = reader.trouble
}, MINUTES)
afterAll(() => stand.close())

/** Of every kind of page the same, told together. */
function expectOfEach<T>(ask: (findings: Findings) => T, answer: T): void {
  const answers = Object.entries(found).map(([name, findings]) => [name, ask(findings)])
  expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(kinds.map(({ name }) => [name, answer])))
}

describe('every kind of page', () => {
  test('has nothing for axe to find when light', () => expectOfEach(({ light }) => light, []))

  test('has nothing for axe to find when dark', () => expectOfEach(({ dark }) => dark, []))

  test('is HTML as its standard has it, and says what schema.org knows', async () => {
    for (const { name } of kinds) {
      expect(served[name], name).toContain('</html>')
      const mistakes = [...(await htmlMistakes(served[name] ?? '')), ...linkedDataMistakes(served[name] ?? '')]
      expect(mistakes, name).toEqual([])
    }
  })

  test('fits windows of 320, 360 and 1440 pixels', () =>
    expectOfEach(({ overflow }) => overflow, { 320: 0, 360: 0, 1440: 0 }))

  test('has links and buttons that a finger meets', () => expectOfEach(({ small }) => small, []))

  test('is printed on white paper, without what only a screen can use', () =>
    expectOfEach(({ printed }) => printed, { paper: 'rgb(255, 255, 255)', furniture: [] }))

  test('has one heading of the first level and skips none below', () =>
    expectOfEach(
      ({ headings }) => ({
        first: headings.filter((level) => level === 1).length,
        skipped: headings.filter((level, i) => level > (headings[i - 1] ?? 0) + 1),
      }),
      { first: 1, skipped: [] },
    ))

  test('is one request, its pictures and one small script at most, from this site alone, with an empty console', () => {
    // Where there is film there is a player, which asks for its beginning; where there is a video, a button for it.
    const { rich = [], ...others } = asked
    const { rich: withVideo, ...without } = found
    expect(new Set(rich)).toEqual(new Set(['media']))
    expect(withVideo?.scripts).toEqual(['/page.js', '/embed.js'])
    expect(Object.values(others).flat()).toEqual([])
    expect(new Set(Object.values(without).flatMap(({ scripts }) => scripts))).toEqual(new Set(['/page.js']))
    expect(trouble).toEqual([])
  })

  test('says the same without JavaScript, which only adds remembering to the form, and a choice of light or dark', async () => {
    const [plain, scripted] = [await stand.reader({ javaScriptEnabled: false }), await stand.reader()]
    for (const name of ['front', 'corrected', 'table', 'section', 'reply']) {
      const kind = kinds.find((each) => each.name === name)
      await Promise.all([kind?.open(plain.page), kind?.open(scripted.page)])
      const added = /^\s*- .*Save my name.*\n|^\s*- text: Appearance\n(?:\s*- combobox.*\n(?:\s*- option.*\n?)*)/gm
      expect(await plain.page.ariaSnapshot()).toBe((await scripted.page.ariaSnapshot()).replace(added, '').trimEnd())
    }
  })
})

describe('every article of the paper', () => {
  test('is under 14 KB compressed, its style included', async () => {
    for (const { path } of paper.filter(({ listed }) => listed)) {
      const html = await (await stand.server.fetch(path)).text()
      expect(gzipSync(html).length, path).toBeLessThan(14 * 1024)
      expect(html, path).not.toMatch(
        /<script(?! src="\/page\.js" defer| type="application\/ld\+json")|<link[^>]+stylesheet/,
      )
    }
  })
})

test('an article is printed with what is folded on a screen', async () => {
  const { page } = await stand.reader()
  await kinds.find(({ name }) => name === 'rich')?.open(page)
  const shown = () => page.locator('details table').evaluate((table) => table.checkVisibility())
  expect(await shown()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await shown()).toBe(true)
})

describe('an article in another language than the paper’s', () => {
  test('is marked so, with its direction, while what is around it is not', async () => {
    const { page } = await stand.reader()
    await kinds.find(({ name }) => name === 'rtl')?.open(page)
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
    for (const part of ['.prose', '.story > header > div']) {
      expect(await page.locator(part).getAttribute('lang')).toBe('ar')
      expect(await page.locator(part).getAttribute('dir')).toBe('rtl')
    }
  })
})
