import { chance } from '../chance.ts'
import { deep, halftone, hatch, ink, paper, red, sand, teal } from '../inks.ts'
import { figure, shimmer, stars } from '../motifs.ts'
import type { Press } from '../press.ts'
import { ellipse, lens, poly, rect, stroke } from '../shapes.ts'

function wall(p: Press): void {
  p.all(deep)
  const c = chance(2)
  for (let y = 150; y < 560; y += 26) {
    for (let x = -30 + (y % 52 ? 0 : 34); x < 1220; x += 68) if (c.next() < 0.5) p.fill(rect(x, y, 62, 20), ink, [deep])
  }
  p.fill(rect(-40, -40, 1280, 130), ink)
  stars(p, 78, 26, sand, 6, [ink])
  p.fill(poly(-40, 96, 1240, 96, 1240, 76, -40, 76), teal)
}

function window(p: Press): void {
  p.fill(rect(226, 196, 548, 330), ink)
  p.fill(rect(244, 214, 512, 296), sand)
  p.fill(
    rect(244, 214, 512, 296),
    halftone(paper, 12, (x, y) => 0.95 - Math.hypot(x - 500, y - 280) / 330),
    [sand],
  )
  for (const y of [330, 420]) p.fill(rect(244, y, 512, 9), ink)
  for (const x of [410, 586]) p.fill(rect(x, 196, 8, 320), ink)
}

function loaves(p: Press): void {
  const c = chance(17)
  for (const [y, kind] of [
    [330, 0],
    [420, 1],
    [508, 2],
  ] as const) {
    for (let x = 284; x < 740; x += kind === 1 ? 60 : 82)
      loaf(p, x + c.between(-5, 5), y, kind, c.next() < 0.4 ? deep : red)
  }
}

function loaf(p: Press, x: number, base: number, kind: number, colour: number): void {
  if (kind === 0) {
    p.fill(ellipse(x, base - 20, 34, 22), colour)
    for (const d of [-14, 2, 18]) p.fill(lens(x + d, base - 26, 24, 5, -1), paper)
  } else if (kind === 1) {
    p.fill(ellipse(x, base - 13, 23, 14), colour)
    p.fill(ellipse(x, base - 15, 10, 5), paper)
  } else {
    p.fill(ellipse(x, base - 22, 36, 26), colour)
    p.fill(stroke(poly(x - 16, base - 32, x + 16, base - 14), 4), paper)
    p.fill(stroke(poly(x + 16, base - 32, x - 16, base - 14), 4), paper)
  }
}

function awning(p: Press): void {
  const stripes = 13
  const top = (i: number) => 210 + (580 * i) / stripes
  const low = (i: number) => 176 + (648 * i) / stripes
  for (let i = 0; i < stripes; i++) {
    const colour = i % 2 ? paper : red
    p.fill(poly(top(i), 124, top(i + 1), 124, low(i + 1), 214, low(i), 214), colour)
    p.fill(ellipse((low(i) + low(i + 1)) / 2, 213, 25, 20, 0, Math.PI), colour)
  }
  p.fill(rect(204, 116, 592, 11), ink)
}

function door(p: Press): void {
  p.fill(rect(852, 176, 190, 370), ink)
  p.fill(rect(868, 192, 158, 354), red)
  p.fill(rect(888, 214, 118, 190), sand)
  p.fill(
    rect(888, 214, 118, 190),
    halftone(paper, 12, () => 0.4),
    [sand],
  )
  p.fill(rect(942, 214, 8, 190), ink)
  p.fill(
    rect(890, 430, 114, 90),
    hatch(ink, 14, () => 0.3),
    [red],
  )
  p.fill(ellipse(1012, 444, 9), sand)
  p.fill(stroke(poly(1096, 118, 1160, 118), 7), ink)
  p.fill(ellipse(1130, 172, 44), paper)
  p.fill(ellipse(1130, 172, 36), teal)
  p.fill(lens(1130, 172, 58, 17, -0.7), sand)
}

function street(p: Press): void {
  p.fill(rect(-40, 546, 1280, 180), ink)
  p.fill(rect(-40, 546, 1280, 14), teal)
  shimmer(p, 300, 720, 572, 668, sand, 6)
  shimmer(p, 360, 640, 584, 668, paper, 8)
  shimmer(p, 880, 1010, 572, 668, red, 2)
}

export function bakeryWindow(p: Press): void {
  wall(p)
  window(p)
  loaves(p)
  awning(p)
  door(p)
  street(p)
  figure(p, 156, 606, 236, teal)
  figure(p, 96, 600, 150, red)
}
