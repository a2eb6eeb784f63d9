import { chance } from '../chance.ts'
import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { figure, gull, rays, skyline } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, lens, poly, rect, stroke } from '../shapes.ts'

const horizon = 330

function distance(p: Press): void {
  p.all(paper)
  p.fill(
    rect(-40, -40, 1280, 400),
    halftone(mist, 13, (x, y) => 0.8 - fade(0, 300, 0.8)(x, y)),
  )
  p.fill(ellipse(250, 190, 82), red)
  rays(p, 250, 190, 104, 330, 30, red, [paper, mist])
  p.fill(curve(poly(-40, 280, 160, 236, 420, 268, 660, 220, 900, 258, 1240, 210, 1240, 360, -40, 360)), mist)
  p.fill(curve(poly(-40, 312, 260, 282, 520, 306, 820, 270, 1240, 290, 1240, 360, -40, 360)), teal)
  skyline(p, 560, 860, 326, 38, deep, sand, 9)
  p.fill(rect(-40, horizon, 1280, 400), deep)
}

/** Beds run to a point on the horizon. */
function beds(p: Press): void {
  const eye = 640
  const c = chance(31)
  const tints = [teal, sand, teal, red, teal, mist, teal, sand, teal]
  for (let i = -6; i < 7; i++) {
    const [a, b] = [eye + i * 190, eye + i * 190 + 118]
    p.fill(
      poly(eye + i * 16, horizon, eye + i * 16 + 9, horizon, b, 700, a, 700),
      tints[(i + 9) % tints.length] ?? teal,
      [deep],
    )
    for (let t = 0.06; t < 1; t += 0.035 + t * 0.035)
      leaves(p, eye + i * 16 + (a - eye - i * 16 + 59) * t + 4 * (1 - t), horizon + 370 * t, t, i, c.next())
  }
}

function leaves(p: Press, x: number, y: number, t: number, i: number, turn: number): void {
  const s = 6 + t * 56
  const colour = i % 2 ? ink : deep
  for (const a of [-0.9, -2.2, -1.55])
    p.fill(lens(x + Math.cos(a) * s * 0.4, y + Math.sin(a) * s * 0.4, s, s * 0.28, a + turn * 0.4 - 0.2), colour, [
      teal,
      sand,
      red,
      mist,
    ])
}

function shed(p: Press): void {
  p.fill(rect(836, 290, 216, 178), sand)
  for (let x = 858; x < 1050; x += 26) p.fill(rect(x, 300, 4, 168), ink)
  p.fill(poly(812, 300, 862, 214, 1076, 214, 1082, 300), red)
  for (let x = 842; x < 1070; x += 30) p.fill(stroke(poly(x + 12, 222, x, 294), 3.5), ink)
  p.fill(rect(962, 344, 62, 124), ink)
  p.fill(rect(862, 344, 70, 56), ink)
  p.fill(rect(869, 351, 56, 42), mist)
  p.fill(stroke(poly(897, 346, 897, 398), 5), ink)
  p.fill([rect(1060, 400, 52, 70), ellipse(1086, 400, 26, 8)], ink)
  p.fill(rect(812, 466, 310, 12), ink)
}

function poles(p: Press, x: number, base: number, s: number): void {
  for (const d of [-60, -20, 20, 60])
    p.fill(stroke(poly(x + d * s, base, x - d * 0.25 * s, base - 250 * s), 7 * s, 4 * s), ink)
  const c = chance(x)
  for (let i = 0; i < 46; i++) {
    const v = c.between(0.05, 0.9)
    const spread = (1 - v) * 66 + 14
    p.fill(
      lens(x + c.between(-spread, spread) * s, base - v * 240 * s, 34 * s, 15 * s, c.between(-1, 1)),
      i % 5 ? teal : red,
    )
  }
}

export function allotments(p: Press): void {
  distance(p)
  beds(p)
  shed(p)
  poles(p, 250, 560, 1.15)
  poles(p, 452, 470, 0.7)
  figure(p, 700, 480, 150, red)
  p.fill(stroke(poly(724, 400, 752, 490), 5), ink)
  for (const [x, y, s] of [
    [520, 110, 60],
    [620, 150, 40],
  ] as const)
    gull(p, x, y, s, ink)
}
