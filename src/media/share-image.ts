import { sha256Hex } from '../text/hash.ts'
import { type Canvas, ink, newCanvas, png } from './canvas.ts'
import { cut, draw, type Face, has, linesOf, readFaces, widthOf } from './letters.ts'

/** What stands on the picture of a shared link. */
export interface Card {
  headline: string
  section: string
  paper: string
  /** As `#rrggbb`. */
  accent: string
}

export const SHARE_WIDTH = 1200
export const SHARE_HEIGHT = 630

const MARGIN = 80
const ROOM = SHARE_WIDTH - 2 * MARGIN
/** Where the headline's first line may begin and its last end. */
const [TOP, BOTTOM] = [180, 504]

/** The site's own, when light. */
const COLOURS = { paper: 0xfcfaf5, ink: 0x1c1a17 }
const [INK, ACCENT] = [0, 8]

/** Another when the same card is drawn in another way. */
const DRAWING = 1

const otherLetters = /[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u

/**
 * What its file is called: the hash of what is drawn, so that the page can name it before it is. Null where the paper's
 * name is in letters that the file lacks.
 */
export async function cardName({ headline, section, paper, accent }: Card): Promise<string | null> {
  if (otherLetters.test(paper)) return null
  return `${(await sha256Hex(JSON.stringify([DRAWING, headline, section, paper, accent]))).slice(0, 32)}.png`
}

/**
 * Headline, section and paper as a PNG. A headline in letters that the file lacks is left out; null when the paper's
 * name is, too.
 */
export async function drawCard(file: ArrayBuffer, card: Card): Promise<Uint8Array<ArrayBuffer> | null> {
  const faces = readFaces(file)
  const small = faces.at(-1)
  if (!small) return null
  const [headline, section, paper] = [card.headline, card.section, card.paper].map((text) => written(small, text))
  if (!paper) return null
  const canvas = newCanvas(SHARE_WIDTH, SHARE_HEIGHT)
  bar(canvas, { y: 60, height: 10, width: 120, colour: ACCENT + 3 })
  bar(canvas, { y: 518, height: 3, width: ROOM, colour: INK + 3 })
  bar(canvas, { y: 524, height: 1, width: ROOM, colour: INK + 3 })
  write(canvas, small, [oneLine(small, paper)], 580, INK)
  if (headline && section) write(canvas, small, [oneLine(small, section)], 128, ACCENT)
  const { face, lines } = fitted(faces, small, headline || paper)
  write(canvas, face, lines, TOP + Math.round(face.size * 0.8), INK)
  return png(canvas, palette(Number.parseInt(card.accent.slice(1), 16)))
}

const picture = /\p{Extended_Pictographic}|\p{Emoji_Component}/u

// '' where a letter is missing. Of pictures among the letters the rest can do without.
function written(face: Face, text: string): string {
  const plain = text.normalize('NFC').replace(/\p{Cf}|\s+/gu, (each) => (/\s/.test(each) ? ' ' : ''))
  const letters = Array.from(plain, (each) => (picture.test(each) && !has(face, each) ? '' : each))
  const clean = letters.join('').replace(/ +/g, ' ').trim()
  return has(face, clean) ? clean : ''
}

const lineHeight = ({ size }: Face) => Math.round(size * 1.2)

/** As large as it fits without cutting a word; what does not fit at all ends in "…". */
function fitted(faces: Face[], small: Face, text: string): { face: Face; lines: string[] } {
  for (const face of faces) {
    const lines = linesOf(face, text, ROOM)
    const whole = face === small || text.split(' ').every((word) => widthOf(face, word) <= ROOM)
    if (whole && lines.length <= most(face)) return { face, lines }
  }
  const lines = linesOf(small, text, ROOM)
  const last = lines[most(small) - 1] ?? ''
  return { face: small, lines: [...lines.slice(0, most(small) - 1), cut(small, last, ROOM)] }
}

const most = (face: Face) => Math.floor((BOTTOM - TOP) / lineHeight(face))

const oneLine = (face: Face, text: string) => (widthOf(face, text) <= ROOM ? text : cut(face, text, ROOM))

function write(canvas: Canvas, face: Face, lines: string[], y: number, colour: number): void {
  for (const [i, line] of lines.entries())
    draw(face, line, { x: MARGIN, y: y + i * lineHeight(face) }, (x, row, length, grey) =>
      ink(canvas, x, row, length, colour + grey),
    )
}

function bar(
  canvas: Canvas,
  { y, height, width, colour }: { y: number; height: number; width: number; colour: number },
) {
  for (let row = y; row < y + height; row++) ink(canvas, MARGIN, row, width, colour)
}

/** Each colour in four steps from paper. */
function palette(accent: number): number[] {
  const ramp = (colour: number) => [0, 1, 2, 3].flatMap((step) => mixed(COLOURS.paper, colour, step / 3))
  return [...ramp(COLOURS.ink), ...ramp(COLOURS.ink), ...ramp(accent)]
}

const mixed = (from: number, to: number, share: number): number[] =>
  [16, 8, 0].map((bits) => {
    const [a, b] = [(from >> bits) & 255, (to >> bits) & 255]
    return Math.round(a + (b - a) * share)
  })
