import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { figure, gull, rays, ripples, shimmer, skyline } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, poly, rect, stroke } from '../shapes.ts'

function sky(p: Press): void {
  p.all(sand)
  rays(p, 880, 250, 130, 900, 46, paper, [sand])
  p.fill(ellipse(880, 250, 104), red)
}

function farShore(p: Press): void {
  p.fill(
    curve(poly(-40, 330, 120, 262, 300, 250, 470, 300, 640, 318, 800, 290, 980, 300, 1240, 258, 1240, 400, -40, 400)),
    teal,
  )
  p.fill(rect(-40, 330, 1280, 60), teal)
  skyline(p, 930, 1230, 372, 40, deep, sand, 4)
  p.fill(rect(-40, 368, 1280, 340), mist)
  p.fill(
    rect(-40, 368, 1280, 120),
    halftone(teal, 9, (x, y) => 0.45 - fade(368, 480, 0.45)(x, y)),
    [mist],
  )
}

function hull(p: Press): void {
  p.fill(poly(330, 400, 1010, 400, 1068, 372, 1034, 470, 372, 470), ink)
  p.fill(poly(338, 420, 1050, 420, 1044, 434, 346, 434), red, [ink])
  p.fill(poly(326, 340, 420, 388, 420, 402, 340, 402), ink)
}

function decks(p: Press): void {
  p.fill(rect(430, 330, 500, 72), paper)
  for (let x = 452; x < 910; x += 46) p.fill(rect(x, 348, 28, 30), deep)
  p.fill(rect(418, 322, 530, 10), ink)
  p.fill(rect(590, 268, 250, 56), paper)
  for (let x = 606; x < 820; x += 37) p.fill(rect(x, 284, 25, 22), deep)
  p.fill(rect(578, 260, 276, 9), ink)
  p.fill(poly(760, 222, 856, 222, 848, 262, 764, 262), paper)
  p.fill(poly(768, 230, 850, 230, 846, 250, 770, 250), ink)
  for (let x = 430; x < 590; x += 18) p.fill(rect(x, 304, 3, 20), ink)
  p.fill(rect(428, 302, 164, 4), ink)
}

function funnel(p: Press): void {
  p.fill(poly(640, 160, 716, 160, 728, 262, 634, 262), red)
  p.fill(poly(640, 160, 716, 160, 719, 186, 638, 186), ink)
  p.fill(stroke(poly(560, 262, 548, 120), 6), ink)
  p.fill(stroke(poly(548, 128, 640, 230), 2), ink)
  p.fill(stroke(curve(poly(676, 148, 640, 112, 560, 100, 480, 62, 380, 66, 250, 34)), 16, 52), deep, [sand, paper])
  p.fill(stroke(curve(poly(650, 118, 560, 100, 470, 64, 380, 66)), 4, 9), mist, [deep])
}

function quay(p: Press): void {
  p.fill(poly(-40, 520, 520, 560, 620, 700, -40, 700), ink)
  p.fill(poly(-40, 508, 520, 548, 520, 564, -40, 526), sand)
  for (let i = 0; i < 7; i++)
    p.fill(
      poly(30 + i * 84, 540 + i * 6, 90 + i * 84, 544 + i * 6, 84 + i * 88, 566 + i * 6, 20 + i * 88, 562 + i * 6),
      deep,
      [ink],
    )
  for (let i = 0; i < 7; i++)
    p.fill(
      poly(-10 + i * 92, 584 + i * 6, 60 + i * 92, 588 + i * 6, 54 + i * 96, 616 + i * 6, -22 + i * 96, 612 + i * 6),
      deep,
      [ink],
    )
  p.fill([...ellipsePair(398, 512)], ink)
  p.fill(stroke(curve(poly(398, 506, 420, 500, 400, 460, 372, 440)), 6), ink)
}

const ellipsePair = (x: number, y: number) => [rect(x - 14, y, 28, 42), ellipse(x, y, 24, 10)]

export function ferryQuay(p: Press): void {
  sky(p)
  farShore(p)
  ripples(p, 392, 680, paper, 7, [mist, teal])
  shimmer(p, 380, 1030, 474, 610, ink, 3)
  shimmer(p, 640, 720, 500, 640, red, 5)
  shimmer(p, 830, 930, 540, 670, red, 9)
  funnel(p)
  decks(p)
  hull(p)
  quay(p)
  figure(p, 120, 522, 150, red)
  figure(p, 184, 526, 128, teal)
  figure(p, 270, 530, 158, deep)
  for (const [x, y, s] of [
    [180, 150, 70],
    [300, 206, 44],
    [1060, 120, 60],
    [1010, 440, 40],
  ] as const)
    gull(p, x, y, s, x > 1005 && y > 400 ? paper : ink)
}
