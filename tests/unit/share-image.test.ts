import { readFileSync } from 'node:fs'
import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { keepShare } from '../../src/api/share.ts'
import { type Card, cardName, drawCard } from '../../src/media/share-image.ts'
import { cpuOf } from '../support/cpu.ts'

const letters = new Uint8Array(readFileSync('public/share-letters.bin')).buffer
const plain: Card = { headline: 'The Strike', section: 'Harbour', paper: 'The Tidewaiter', accent: '#9c2b17' }

async function drawn(card: Partial<Card> = {}): Promise<Uint8Array<ArrayBuffer>> {
  const png = await drawCard(letters, { ...plain, ...card })
  if (!png) throw new Error('not drawn')
  return png
}

/** The picture as numbers of its palette, every part of the file checked. */
function pixelsOf(png: Uint8Array): { width: number; height: number; rows: Uint8Array[] } {
  const file = Buffer.from(png)
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < file.length; ) {
    const end = at + 8 + file.readUInt32BE(at)
    expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)))
    chunks.set(file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, end))
    at = end + 4
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
  const head = chunks.get('IHDR') ?? Buffer.alloc(0)
  expect([...head.subarray(8)]).toEqual([4, 3, 0, 0, 0])
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const raw = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  expect(raw.length).toBe((1 + width / 2) * height)
  const rows = Array.from({ length: height }, (_, y) =>
    raw.subarray(y * (1 + width / 2) + 1, (y + 1) * (1 + width / 2)),
  )
  return { width, height, rows: rows.map((row) => Uint8Array.from([...row].flatMap((byte) => [byte >> 4, byte & 15]))) }
}

/** The box around all that is drawn between two rows, and how many pixels of it are. */
function boxOf(png: Uint8Array, from = 0, to = 630) {
  const { rows } = pixelsOf(png)
  const box = { left: 1200, right: 0, top: 630, bottom: 0, inked: 0 }
  for (let y = from; y < to; y++)
    for (const [x, colour] of rows[y]?.entries() ?? []) {
      if (colour === 0) continue
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = Math.max(box.bottom, y)
      box.inked++
    }
  return box
}

const headlineOf = (png: Uint8Array) => boxOf(png, 165, 516)

describe('the picture of a shared link', () => {
  test('is a small PNG of 1200 by 630', async () => {
    const png = await drawn({ headline: 'Why the number 2 tram is six minutes late: we counted 2,184 of them' })
    expect(pixelsOf(png)).toMatchObject({ width: 1200, height: 630 })
    expect(png.length).toBeLessThan(20_000)
  })

  test('is the same for the same words', async () => {
    expect(await drawn()).toEqual(await drawn())
    expect(await drawn({ headline: 'The strike' })).not.toEqual(await drawn())
  })

  test.each([
    'A',
    'W'.repeat(300),
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    'a '.repeat(500),
    `${'Ñandú, Žluťoučký kůň, Łódź, țânțar, Người, Größe, ẞ '.repeat(3)}`,
    'Ο δήμος αποφάσισε · Їжак і ґанок · Қазақстан · ђак',
    '“Quoted” – ‘this’ – and… 50 % of €5, №7',
    '<script>alert(1)</script> & "\'\\',
    'one\ntwo\ttwo\u00a0and\u202ea half',
  ])('keeps within its margins: %j', async (headline) => {
    const png = await drawn({ headline })
    expect(png.length).toBeLessThan(30_000)
    const { left, right, top, bottom, inked } = headlineOf(png)
    expect(left).toBeGreaterThanOrEqual(70)
    expect(right).toBeLessThanOrEqual(1130)
    expect(top).toBeGreaterThanOrEqual(165)
    expect(bottom).toBeLessThan(512)
    expect(inked).toBeGreaterThan(100)
  })

  test('sets a longer headline smaller, and ends one that is too long with dots', async () => {
    const heightOfLine = async (headline: string) => {
      const { rows } = pixelsOf(await drawn({ headline, section: '' }))
      const inked = rows.map((row, y) => y >= 165 && y < 516 && row.some((colour) => colour !== 0))
      const first = inked.indexOf(true)
      return inked.indexOf(false, first) - first
    }
    const heights = [
      await heightOfLine('xH'),
      await heightOfLine('xH '.repeat(30)),
      await heightOfLine('xH '.repeat(80)),
    ]
    expect(heights).toEqual([...heights].sort((a, b) => b - a))
    expect(new Set(heights).size).toBe(3)
    const long = await drawn({ headline: 'xH '.repeat(2_000) })
    expect(long).toEqual(await drawn({ headline: 'xH '.repeat(3_000) }))
    expect(long).not.toEqual(await drawn({ headline: 'xH '.repeat(80) }))
  })

  test('puts accents together, and leaves out what is no letter', async () => {
    expect(await drawn({ headline: 'Cafe\u0301' })).toEqual(await drawn({ headline: 'Café' }))
    expect(await drawn({ headline: 'Ships 🚢 are 👩🏽‍🚒 back 🇵🇹' })).toEqual(
      await drawn({ headline: 'Ships are back' }),
    )
    expect(await drawn({ headline: 'The\u00ad St\u200brike\ufe0f ' })).toEqual(await drawn())
  })

  test('has the paper’s name alone where letters are missing, and never a box', async () => {
    const named = await drawn({ headline: '', section: '' })
    for (const headline of ['المدينة', '東京の船', 'The 船', 'שביתה', '𝔸', 'x\ufffd', '\ud800'])
      expect(await drawn({ headline }), headline).toEqual(named)
    expect(await drawn({ section: '港' })).toEqual(await drawn({ section: '' }))
    expect(await drawCard(letters, { ...plain, paper: '日報' })).toBeNull()
  })

  test('is drawn in no time for any headline', async () => {
    const work = async () => {
      for (const headline of ['a'.repeat(5_000), 'ab '.repeat(2_000), '\u0301'.repeat(5_000), '🚢'.repeat(2_000)])
        await drawn({ headline })
    }
    expect((await cpuOf(work)).ms).toBeLessThan(2_000)
  })
})

describe('its file', () => {
  test('is named by what is on it', async () => {
    const name = await cardName(plain)
    expect(name).toMatch(/^[0-9a-f]{32}\.png$/)
    expect(await cardName({ ...plain })).toBe(name)
    for (const other of [{ headline: 'The strike' }, { section: '' }, { paper: 'Tide' }, { accent: '#0a5f8a' }])
      expect(await cardName({ ...plain, ...other })).not.toBe(name)
    expect(await cardName({ ...plain, headline: 'المدينة' })).toMatch(/\.png$/)
    for (const paper of ['日報', 'The 船', 'הצופה']) expect(await cardName({ ...plain, paper })).toBeNull()
  })
})

describe('what cannot be kept', () => {
  const bytes = { arrayBuffer: async () => letters, ok: true, status: 200 }
  const keep = (parts: { put?: () => Promise<void>; fetch?: () => Promise<unknown> }, paper = 'Tide') =>
    keepShare(
      {
        KV: { put: async () => {}, ...parts },
        ASSETS: { fetch: async () => bytes, ...parts },
      } as unknown as Parameters<typeof keepShare>[0],
      'a.png',
      { ...plain, paper },
    )

  test('is said, for the article to forget it', async () => {
    const refuses = () => Promise.reject(new Error('KV PUT failed: 429 Too Many Requests'))
    await keep({})
    await expect(keep({ put: refuses })).rejects.toThrow('429')
    await expect(keep({ fetch: refuses })).rejects.toThrow('429')
    await expect(keep({ fetch: async () => ({ ok: false, status: 404 }) })).rejects.toThrow('404')
    await expect(
      keep({ fetch: async () => ({ ok: true, arrayBuffer: async () => new ArrayBuffer(0) }) }),
    ).rejects.toThrow()
    await expect(keep({}, '日報')).rejects.toThrow('no letters')
  })
})
