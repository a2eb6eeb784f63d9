import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launch } from '../../tests/browser/support.ts'
import { characters, type Drawn, type Face, pack } from './letters.ts'

// Draws the letters of share images (docs/embeds.md):
//   npm pack @fontsource/literata@5.3.0 && tar xzf fontsource-literata-5.3.0.tgz && node tools/share/run.ts package
const folder = process.argv[2]
if (!folder) throw new Error('Which folder is the font in?')

const WEIGHT = 600
const SIZES = [84, 60, 40]
const OUT = 'public/share-letters.bin'

const browser = await launch()
const page = await browser.newPage()
await loadFont(page, folder)
const faces: Face[] = []
for (const size of SIZES) faces.push({ size, letters: await drawFace(page, size) })
await browser.close()
const bytes = pack(faces)
writeFileSync(OUT, bytes)
console.log(`${OUT}: ${faces[0]?.letters.length} letters at ${SIZES.join(', ')} pixels, ${bytes.length} bytes`)

async function loadFont(page: Page, folder: string): Promise<void> {
  const files = readdirSync(join(folder, 'files')).filter((name) => name.endsWith(`-${WEIGHT}-normal.woff2`))
  const ranges: Record<string, string> = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8'))
  const faces = files.map((file) => {
    const range = ranges[file.replace(/^literata-|-\d+-normal\.woff2$/g, '')]
    const data = readFileSync(join(folder, 'files', file)).toString('base64')
    return `@font-face{font-family:Face;font-weight:${WEIGHT};src:url(data:font/woff2;base64,${data});unicode-range:${range}}`
  })
  await page.setContent(
    `<style>${faces.join('')}</style><p style="font:${WEIGHT} 40px Face">${characters.join(' ')}</p>`,
  )
  await page.evaluate(() => document.fonts.ready)
}

function drawFace(page: Page, size: number): Promise<Drawn[]> {
  return page.evaluate(
    ({ characters, size, weight }) => {
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d', { willReadFrequently: true })
      if (!context) throw new Error('No canvas')
      function coverage(character: string, size: number, family: string): number[] {
        if (!context) return []
        const side = size * 3
        Object.assign(canvas, { width: side, height: side })
        context.fontKerning = 'none'
        context.font = `${weight} ${size}px ${family}`
        context.fillText(character, size, size * 2)
        const { data } = context.getImageData(0, 0, side, side)
        return Array.from({ length: side * side }, (_, i) => Math.round(((data[i * 4 + 3] ?? 0) / 255) * 3))
      }
      // A letter that looks as it does without the font is none of the font's.
      function isMissing(character: string): boolean {
        const seen = (family: string) => coverage(character, 20, family).join('')
        return ['monospace', 'sans-serif'].some((other) => seen(`Face,${other}`) === seen(other))
      }
      function drawn(character: string): Drawn {
        const side = size * 3
        const grey = coverage(character, size, 'Face')
        const advance = Math.round(context?.measureText(character).width ?? 0)
        const inked = grey.flatMap((level, i) => (level ? [i] : []))
        if (inked.length === 0) return { character, advance, left: 0, top: 0, width: 0, height: 0, grey: [] }
        const columns = inked.map((i) => i % side)
        const [left, right] = [Math.min(...columns), Math.max(...columns)]
        const [first = 0, last = 0] = [inked[0], inked.at(-1)]
        const [top, bottom] = [Math.floor(first / side), Math.floor(last / side)]
        const [width, height] = [right - left + 1, bottom - top + 1]
        const at = (i: number) => (top + Math.floor(i / width)) * side + left + (i % width)
        const box = Array.from({ length: width * height }, (_, i) => grey[at(i)] ?? 0)
        return { character, advance, left: left - size, top: size * 2 - top, width, height, grey: box }
      }
      return [' ', ...characters.filter((character) => !isMissing(character))].map(drawn)
    },
    { characters, size, weight: WEIGHT },
  )
}
