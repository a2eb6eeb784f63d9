import axe from 'axe-core'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  id: string
  help: string
  nodes: { html: string; failureSummary: string }[]
}

/** What axe finds wrong with a page as it now looks, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const options = JSON.stringify({ runOnly: tags, resultTypes: ['violations'] })
  const found = await page.evaluate<Violation[]>(`axe.run(document, ${options}).then((result) => result.violations)`)
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html.slice(0, 200)}\n${failureSummary}`),
  )
}

/** What a visit to a page finds out about it. */
export interface Findings {
  light: string[]
  dark: string[]
  overflow: Record<number, number>
  small: string[]
  headings: number[]
  scripts: (string | null)[]
  printed: { paper: string; furniture: string[] }
}

/** Looks at the page that is open from all sides. */
export async function look(page: Page): Promise<Findings> {
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page)
  const printed = await print(page)
  await page.emulateMedia({ colorScheme: 'light' })
  const overflows: Record<number, number> = {}
  for (const width of [1440, 360, 320]) overflows[width] = await overflow(page, width)
  return {
    light,
    dark,
    overflow: overflows,
    small: await smallTargets(page),
    headings: await outline(page),
    printed,
    // A block of data is no script, and no policy lets one run.
    scripts: await page
      .locator('script:not([type="application/ld+json"])')
      .evaluateAll((all) => all.map((script) => script.getAttribute('src'))),
  }
}

// By a reader who chose the dark.
async function print(page: Page): Promise<Findings['printed']> {
  await page.emulateMedia({ media: 'print' })
  const printed = await page.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    furniture: [...document.querySelectorAll('nav, form, button, select, audio, video, .foot')]
      .filter((each) => each.checkVisibility())
      .map((each) => each.outerHTML.slice(0, 120)),
  }))
  await page.emulateMedia({ media: 'screen' })
  return printed
}

/** By how many pixels the page is wider than its window at a width. */
export async function overflow(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height: 800 })
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** The levels of the page's headings, in order. */
const outline = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName[1])))

/** The links and buttons, outside of running text, that a finger may miss: smaller than 24 pixels one way. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'nav a, .foot a, .answer a, .topics a, .related a, form :is(button, input, textarea)',
      ),
    ]
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24)
      })
      .map((target) => target.outerHTML.slice(0, 120)),
  )
