import { chance } from '../chance.ts'
import { deep, halftone, hatch, ink, mist, paper, red, sand, teal } from '../inks.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, poly, rect, stroke } from '../shapes.ts'

function desk(p: Press): void {
  p.all(teal)
  p.all(hatch(deep, 46, (x, y) => 0.12 + 0.1 * Math.sin(x * 0.011 + y * 0.004), 0.05))
  p.fill(
    ellipse(740, 90, 250),
    halftone(mist, 12, (x, y) => 0.8 - Math.hypot(x - 740, y - 90) / 310),
    [teal, deep],
  )
}

function book(p: Press): void {
  p.fill(poly(96, 150, 826, 130, 850, 566, 86, 572), ink)
  p.fill(poly(112, 152, 290, 128, 462, 158, 462, 548, 286, 520, 104, 548), paper)
  p.fill(poly(462, 158, 640, 126, 816, 146, 830, 542, 650, 516, 462, 548), paper)
  p.fill(
    poly(430, 154, 462, 158, 462, 548, 430, 544),
    halftone(sand, 8, () => 0.8),
    [paper],
  )
  p.fill(
    poly(462, 158, 500, 152, 500, 542, 462, 548),
    halftone(sand, 8, () => 0.8),
    [paper],
  )
  p.fill(stroke(poly(462, 156, 462, 550), 4), ink)
}

/** Columns of readings, in a hand that leans. */
function entries(p: Press): void {
  const c = chance(1884)
  for (const [left, right] of [
    [136, 420],
    [510, 796],
  ] as const) {
    for (let row = 0; row < 12; row++) {
      const y = 192 + row * 27
      p.fill(stroke(poly(left, y + 8, right, y + 6), 1.5), mist)
      if (left > 500 && row > 7) continue
      for (const x of [left + 6, left + 84, left + 150]) word(p, x, y, c.between(34, 52), row * x)
      word(p, left + 210, y, c.between(30, 70), row + 3)
    }
    for (const x of [left + 72, left + 140, left + 200]) p.fill(stroke(poly(x, 180, x, 506), 1.8), red)
  }
}

function word(p: Press, x: number, y: number, w: number, seed: number): void {
  const c = chance(seed + 11)
  const points = Array.from({ length: Math.floor(w / 6) }, (_, i): [number, number] => [
    x + i * 6,
    y + (i % 2 ? -c.between(3, 11) : c.between(-1, 4)),
  ])
  p.fill(stroke(curve(points, false, 4), 2.6), ink)
}

function pencil(p: Press): void {
  p.fill(poly(560, 440, 572, 424, 826, 520, 816, 542), red)
  p.fill(poly(560, 440, 572, 424, 534, 416), sand)
  p.fill(poly(544, 424, 548, 420, 532, 415), ink)
  p.fill(stroke(poly(566, 432, 820, 530), 3), ink)
  p.fill(poly(806, 512, 826, 520, 816, 542, 796, 534), ink)
}

function cup(p: Press): void {
  p.fill(ellipse(746, 92, 84, 74), ink)
  p.fill(ellipse(740, 84, 78, 68), paper)
  p.fill(ellipse(740, 84, 62, 53), deep)
  p.fill(ellipse(728, 76, 30, 14, Math.PI, Math.PI * 1.7), mist)
  p.fill(stroke(curve(poly(810, 60, 850, 52, 856, 96, 812, 104)), 13), paper)
}

export function logbook(p: Press): void {
  desk(p)
  cup(p)
  book(p)
  entries(p)
  pencil(p)
  p.fill(rect(40, 40, 150, 60), ink)
  p.fill(rect(46, 46, 138, 48), sand)
  p.fill(rect(60, 60, 90, 6), ink)
  p.fill(rect(60, 76, 60, 6), ink)
}
