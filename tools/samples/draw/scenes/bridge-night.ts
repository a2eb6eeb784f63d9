import { chance } from '../chance.ts'
import { deep, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { ripples, shimmer, skyline, stars } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, type Outline, type Point, poly, rect, stroke } from '../shapes.ts'

/** The Milky Way: dots that thicken along a slant. */
function sky(p: Press): void {
  p.all(ink)
  const band = (x: number, y: number) => Math.exp(-(((y - 330 + x * 0.36) / 120) ** 2))
  p.all(halftone(deep, 12, (x, y) => band(x, y) * 1.1))
  p.all(
    halftone(teal, 12, (x, y) => band(x, y) * 0.42),
    [deep],
  )
  stars(p, 420, 300, sand, 21, [ink, deep, teal])
  const c = chance(4)
  for (let i = 0; i < 220; i++) {
    const x = c.between(0, 1200)
    const y = 330 - x * 0.36 + (c.between(-1, 1) + c.between(-1, 1)) * 70
    if (y < 430) p.fill(ellipse(x, y, c.between(0.8, 1.9)), paper)
  }
}

function moon(p: Press): void {
  p.fill(ellipse(1010, 130, 62), sand)
  p.fill(ellipse(984, 116, 56), ink, [sand])
}

const deck = (x: number) => 372 - 26 * Math.sin(((x - 60) / 1080) * Math.PI)

function span(p: Press, from: number, to: number, colour: number): void {
  const rise = (t: number): Point => [from + (to - from) * t, 500 - Math.sin(t * Math.PI) * 190]
  const bow: Outline = Array.from({ length: 25 }, (_, i) => rise(i / 24))
  p.fill(stroke(bow, 13), colour)
  for (let i = 1; i < 16; i++) {
    const [x, y] = rise(i / 16)
    p.fill(stroke(poly(x, y, x, deck(x)), 4.5), colour)
  }
}

function bridge(p: Press): void {
  const line: Outline = Array.from({ length: 40 }, (_, i): Point => [-20 + i * 32, deck(-20 + i * 32)])
  p.fill(stroke(line, 17), mist)
  span(p, 70, 400, mist)
  span(p, 420, 780, mist)
  span(p, 800, 1130, mist)
  for (const x of [46, 400, 780, 1118]) {
    p.fill(rect(x, deck(x) - 10, 34, 530 - deck(x)), mist)
    p.fill(rect(x + 20, deck(x) + 4, 14, 490 - deck(x)), teal)
    p.fill(rect(x - 8, 490, 50, 34), mist)
  }
  for (let x = 20; x < 1200; x += 74) {
    p.fill(stroke(poly(x, deck(x), x, deck(x) - 46), 4), mist)
    p.fill(ellipse(x, deck(x) - 48, 7, 5), ink)
    p.fill(ellipse(x, deck(x) - 48, 5, 3.4), teal)
  }
}

function boat(p: Press): void {
  p.fill(curve(poly(520, 586, 600, 606, 690, 604, 748, 578, 690, 582, 600, 584), true), paper)
  p.fill(ellipse(636, 546, 11, 13), paper)
  p.fill(curve(poly(616, 588, 620, 562, 636, 556, 654, 564, 658, 588), true), red)
  p.fill(stroke(poly(590, 566, 720, 622), 4), paper)
}

export function bridgeNight(p: Press): void {
  sky(p)
  moon(p)
  skyline(p, -30, 1240, 504, 62, ink, ink, 44)
  p.fill(rect(-40, 500, 1280, 240), deep)
  p.fill(rect(-40, 500, 1280, 10), ink)
  ripples(p, 512, 680, ink, 6, [deep])
  for (const x of [46, 400, 780, 1118]) shimmer(p, x - 20, x + 60, 520, 640, teal, x)
  shimmer(p, 960, 1060, 540, 672, sand, 12)
  bridge(p)
  boat(p)
}
