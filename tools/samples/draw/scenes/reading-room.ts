import { chance } from '../chance.ts'
import { deep, halftone, hatch, ink, mist, paper, red, sand, teal } from '../inks.ts'
import type { Press } from '../press.ts'
import { arch, curve, ellipse, poly, rect, stroke } from '../shapes.ts'

function windows(p: Press): void {
  p.all(deep)
  p.fill(rect(330, 40, 540, 420), sand)
  for (const x of [372, 536, 700]) {
    p.fill(arch(x, 76, 128, 300), ink)
    p.fill(arch(x + 9, 86, 110, 286), mist)
    p.fill(
      arch(x + 9, 86, 110, 286),
      halftone(paper, 12, (_x, y) => 1 - (y - 80) / 260),
      [mist],
    )
    for (const dx of [42, 82]) p.fill(rect(x + dx, 76, 5, 300), ink)
    for (const y of [170, 240, 310]) p.fill(rect(x, y, 128, 5), ink)
  }
  p.fill(ellipse(764, 160, 22), red, [mist, paper])
}

/** Shelves recede towards the windows on both sides. */
function shelves(p: Press): void {
  const c = chance(7)
  for (const side of [1, -1]) {
    const at = (u: number, v: number): [number, number] => [600 - side * (640 - 370 * u), v + (330 - v) * u * 0.5]
    p.fill([at(0, -60), at(1, -60), at(1, 560), at(0, 560)], ink)
    for (let row = 0; row < 5; row++) {
      const top = -30 + row * 112
      for (let u = 0.02; u < 0.97; ) {
        const w = c.between(0.012, 0.034)
        const high = c.between(14, 40)
        const tint = [red, sand, teal, mist, paper, teal, sand][c.whole(7)] ?? sand
        p.fill([at(u, top + high), at(u + w * 0.82, top + high), at(u + w * 0.82, top + 92), at(u, top + 92)], tint)
        u += w
      }
      p.fill([at(0, top + 93), at(1, top + 93), at(1, top + 101), at(0, top + 101)], sand)
    }
  }
}

function floor(p: Press): void {
  p.fill(poly(330, 456, 870, 456, 1300, 720, -100, 720), sand)
  p.fill(
    poly(330, 456, 870, 456, 1300, 720, -100, 720),
    hatch(deep, 24, (_x, y) => (y - 440) / 700, 0),
    [sand],
  )
}

function table(p: Press, y: number, half: number, thick: number): void {
  p.fill([rect(600 - half * 0.9, y, half * 0.07, thick * 5), rect(600 + half * 0.83, y, half * 0.07, thick * 5)], ink)
  p.fill(poly(600 - half * 0.9, y - thick * 1.6, 600 + half * 0.9, y - thick * 1.6, 600 + half, y, 600 - half, y), red)
  p.fill(rect(600 - half, y, half * 2, thick), ink)
}

function lamp(p: Press, x: number, y: number, s: number): void {
  p.fill(stroke(poly(x, y, x, y - 60 * s), 6 * s), ink)
  p.fill(ellipse(x, y, 22 * s, 7 * s), ink)
  p.fill(ellipse(x, y - 56 * s, 38 * s, 30 * s, Math.PI, Math.PI * 2), teal)
  p.fill(rect(x - 38 * s, y - 58 * s, 76 * s, 6 * s), paper)
}

function reader(p: Press, x: number, y: number, s: number, coat: number): void {
  p.fill(
    curve(poly(x - 58 * s, y, x - 50 * s, y - 70 * s, x, y - 96 * s, x + 50 * s, y - 70 * s, x + 58 * s, y), false),
    coat,
  )
  p.fill(ellipse(x, y - 118 * s, 27 * s, 32 * s), ink)
  p.fill(
    poly(
      x - 44 * s,
      y + 4 * s,
      x,
      y - 10 * s,
      x + 44 * s,
      y + 4 * s,
      x + 40 * s,
      y - 30 * s,
      x,
      y - 40 * s,
      x - 40 * s,
      y - 30 * s,
    ),
    paper,
  )
  p.fill(stroke(poly(x, y - 40 * s, x, y - 8 * s), 3 * s), ink)
}

export function readingRoom(p: Press): void {
  windows(p)
  shelves(p)
  floor(p)
  table(p, 470, 190, 7)
  for (const x of [500, 700]) lamp(p, x, 458, 0.6)
  reader(p, 600, 466, 0.55, teal)
  table(p, 590, 400, 14)
  reader(p, 400, 578, 0.98, deep)
  reader(p, 826, 578, 0.98, ink)
  for (const x of [256, 610, 958]) lamp(p, x, 574, 1.1)
}
