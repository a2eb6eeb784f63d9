import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { ripples, shimmer } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, lens, poly, rect, stroke } from '../shapes.ts'

const segments: Record<number, readonly number[]> = {
  1: [1, 2],
  2: [0, 1, 6, 4, 3],
  3: [0, 1, 6, 2, 3],
  4: [5, 6, 1, 2],
}
const bars: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 1, 0],
  [1, 0, 1, 1],
  [1, 1, 1, 2],
  [0, 2, 1, 2],
  [0, 1, 0, 2],
  [0, 0, 0, 1],
  [0, 1, 1, 1],
]

function numeral(p: Press, n: number, x: number, y: number, s: number): void {
  for (const i of segments[n] ?? []) {
    const [a, b, c, d] = bars[i] ?? [0, 0, 0, 0]
    p.fill(stroke(poly(x + a * s, y + b * s, x + c * s, y + d * s), 10), red)
  }
}

function staff(p: Press): void {
  p.fill(rect(360, -40, 176, 700), ink)
  p.fill(rect(372, -40, 152, 700), paper)
  for (let i = 0; i < 16; i++) p.fill(rect(372, 4 + i * 42, i % 2 ? 40 : 76, 21), ink)
  ;[4, 3, 2, 1].forEach((n, i) => {
    p.fill(rect(460, 36 + i * 168, 62, 76), paper)
    numeral(p, n, 474, 48 + i * 168, 26)
  })
  for (const y of [120, 320]) for (const x of [348, 548]) p.fill(ellipse(x, y, 9), sand)
}

function wall(p: Press): void {
  p.all(deep)
  for (let row = 0; row < 9; row++) {
    for (let x = -90 + (row % 2) * 80; x < 940; x += 160) {
      p.fill(rect(x, row * 68 - 20, 148, 56), ink)
      p.fill(rect(x, row * 68 - 20, 148, 56), halftone(teal, 11, fade(640, -160, 0.5)), [ink])
    }
  }
  p.fill(rect(-40, 300, 980, 110), halftone(teal, 9, fade(300, 410, 0.8)), [ink, deep])
  for (let i = 0; i < 40; i++) p.fill(lens(i * 23, 372 + (i % 5) * 9, 46, 12, 1.4 + (i % 3) * 0.2), i % 2 ? teal : ink)
}

function river(p: Press): void {
  p.fill(rect(-40, 410, 980, 230), mist)
  ripples(p, 420, 600, paper, 4, [mist])
  shimmer(p, 360, 540, 418, 596, ink, 7)
  shimmer(p, 420, 480, 430, 560, red, 2)
  p.fill(stroke(curve(poly(-40, 410, 200, 406, 340, 412, 560, 406, 760, 412, 940, 408)), 6), ink)
}

export function tideStaff(p: Press): void {
  wall(p)
  p.fill(poly(690, -40, 760, -40, 760, 430, 690, 430), ink)
  for (let y = 20; y < 420; y += 54) p.fill(rect(660, y, 130, 13), sand)
  p.fill([rect(652, -40, 14, 470), rect(784, -40, 14, 470)], sand)
  staff(p)
  river(p)
}
