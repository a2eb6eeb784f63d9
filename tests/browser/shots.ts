import { mkdir } from 'node:fs/promises'
import type { Kind } from './hand.ts'
import { kindsOf } from './kinds.ts'
import type { Reader, Stand } from './support.ts'
import { openStand } from './support.ts'

// By hand: npx node tests/browser/shots.ts FOLDER [KIND …] [360 768 1440] [light dark print]
const SHEET = 1800
const [folder = '/tmp/shots', ...words] = process.argv.slice(2)
const chosen = (known: string[], usual: string[]) => {
  const named = words.filter((word) => known.includes(word))
  return named.length > 0 ? named : usual
}
const widths = chosen(['320', '360', '768', '1440', '2000'], ['360', '1440']).map(Number)
const looks = chosen(['light', 'dark', 'print'], ['light'])

await mkdir(folder, { recursive: true })
const stand = await openStand()
const all = await kindsOf(stand.server)
const names = chosen(
  all.map(({ name }) => name),
  all.map(({ name }) => name),
)
for (const kind of all.filter(({ name }) => names.includes(name))) await shoot(stand, kind)
await stand.close()

async function shoot({ reader }: Stand, kind: Kind): Promise<void> {
  for (const look of looks) {
    for (const width of widths) {
      const one = await reader({ viewport: { width, height: 900 }, colorScheme: look === 'dark' ? 'dark' : 'light' })
      await kind.open(one.page)
      if (look === 'print') await one.page.emulateMedia({ media: 'print' })
      await scroll(one)
      await inSheets(one, `${folder}/${kind.name}-${width}-${look}`)
      if (one.trouble.length > 0) console.error(kind.name, one.trouble)
      await one.context.close()
    }
  }
}

// A picture of a whole long page is one that nobody can read.
async function inSheets({ page }: Reader, name: string): Promise<void> {
  const { width, height } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    return { width: scrollWidth, height: scrollHeight }
  })
  for (let y = 0; y < height; y += SHEET) {
    const clip = { x: 0, y, width, height: Math.min(SHEET, height - y) }
    await page.screenshot({ path: `${name}-${Math.floor(y / SHEET) + 1}.png`, fullPage: true, clip })
  }
}

// Lazy pictures load when they come near.
async function scroll({ page }: Reader): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let y = 0; y < height; y += 800) {
    await page.mouse.wheel(0, 800)
    await page.waitForTimeout(20)
  }
  await page.waitForLoadState('networkidle')
}
