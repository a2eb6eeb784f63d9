import { deep, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { figure, gull, ripples, skyline } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, lens, poly, rect, stroke } from '../shapes.ts'

function view(p: Press): void {
  p.all(mist)
  p.fill(
    rect(-40, -40, 980, 220),
    halftone(paper, 11, (_x, y) => 1 - y / 190),
  )
  p.fill(curve(poly(-40, 196, 200, 150, 430, 178, 640, 140, 940, 170, 940, 240, -40, 240)), teal)
  skyline(p, 60, 520, 216, 44, deep, sand, 12)
  p.fill(rect(-40, 212, 980, 250), teal)
  ripples(p, 222, 420, mist, 5, [teal])
}

function deck(p: Press): void {
  p.fill(poly(-40, 430, 940, 430, 940, 640, -40, 640), sand)
  for (let i = -9; i < 10; i++) p.fill(stroke(poly(450 + i * 58, 430, 450 + i * 150, 640), 4), ink)
  p.fill(rect(-40, 418, 980, 18), ink)
  for (let x = 20; x < 900; x += 86) p.fill(rect(x, 268, 8, 160), ink)
  for (const y of [262, 318, 372]) p.fill(rect(-40, y, 980, y === 262 ? 12 : 5), y === 262 ? red : ink)
}

function bell(p: Press): void {
  p.fill(rect(660, -20, 220, 60), ink)
  p.fill(rect(828, -20, 34, 460), ink)
  p.fill(stroke(poly(742, 38, 742, 66), 9), ink)
  p.fill(curve(poly(742, 62, 776, 76, 786, 122, 806, 158, 678, 158, 698, 122, 708, 76), true), red)
  p.fill(rect(672, 154, 140, 13), ink)
  p.fill(ellipse(742, 174, 13), ink)
  p.fill(lens(720, 112, 60, 9, 1.8), sand)
  p.fill(stroke(curve(poly(742, 184, 738, 216, 746, 250)), 5), paper)
}

function ring(p: Press, x: number, y: number): void {
  p.fill(ellipse(x, y, 58), ink)
  p.fill(ellipse(x, y, 53), paper)
  for (let i = 0; i < 4; i++) p.fill([...stroke(ellipse(x, y, 41, 41, i * 1.571 - 0.3, i * 1.571 + 0.3), 23)], red)
  p.fill(ellipse(x, y, 29), ink)
  p.fill(ellipse(x, y, 25), teal)
}

export function ferryDeck(p: Press): void {
  view(p)
  for (const [x, y, s] of [
    [220, 80, 70],
    [360, 110, 44],
    [560, 74, 56],
  ] as const)
    gull(p, x, y, s, ink)
  bell(p)
  deck(p)
  ring(p, 590, 350)
  figure(p, 180, 520, 320, deep)
  figure(p, 290, 520, 296, red)
  figure(p, 412, 500, 170, teal)
  p.fill(poly(690, 520, 800, 520, 800, 590, 690, 590), deep)
  p.fill(stroke(poly(716, 520, 730, 492, 762, 492, 776, 520), 7), ink)
  p.fill(rect(690, 548, 110, 7), sand)
}
