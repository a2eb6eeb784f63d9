import { chance } from '../chance.ts'
import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { figure, gull, ripples, shimmer } from '../motifs.ts'
import type { Press } from '../press.ts'
import { arch, curve, ellipse, lens, poly, rect, stroke } from '../shapes.ts'

function dawn(p: Press): void {
  p.all(paper)
  p.fill(
    rect(-40, -40, 1280, 420),
    halftone(sand, 12, (x, y) => 0.9 - fade(20, 330, 0.9)(x, y)),
  )
  const c = chance(10)
  for (let i = 0; i < 26; i++)
    p.fill(lens(c.between(-20, 1200), c.between(50, 250), c.between(120, 330), c.between(5, 12)), i % 4 ? mist : red)
  p.fill(curve(poly(-40, 330, 150, 306, 380, 326, 640, 300, 900, 318, 1240, 282, 1240, 380, -40, 380)), mist)
  p.fill(curve(poly(-40, 356, 200, 338, 520, 352, 760, 334, 1240, 340, 1240, 380, -40, 380)), teal)
  p.fill(rect(-40, 366, 1280, 340), mist)
  p.fill(rect(-40, 366, 1280, 340), halftone(teal, 10, fade(380, 680, 0.75)), [mist])
}

function pier(p: Press): void {
  p.fill(poly(560, 430, 1240, 410, 1240, 700, 600, 700), ink)
  p.fill(poly(552, 416, 1240, 394, 1240, 416, 552, 440), sand)
  const c = chance(9)
  for (let row = 0; row < 5; row++) {
    for (let x = 590 + row * 8 + (row % 2) * 34; x < 1230; x += 88)
      p.fill(rect(x, 452 + row * 46 - (x - 600) * 0.03, 74 + c.between(-8, 6), 34), deep)
  }
}

function hut(p: Press): void {
  p.fill(rect(770, 226, 250, 190), red)
  for (let y = 240; y < 412; y += 22) p.fill(rect(770, y, 250, 3.5), ink)
  p.fill(poly(742, 236, 895, 120, 1048, 236), ink)
  p.fill(poly(786, 226, 895, 144, 1004, 226), deep)
  p.fill(ellipse(895, 196, 19), paper)
  p.fill(rect(980, 110, 30, 80), ink)
  p.fill(arch(800, 276, 78, 140), ink)
  p.fill(rect(914, 276, 78, 70), ink)
  p.fill(rect(921, 283, 64, 56), sand)
  p.fill([rect(950, 283, 5, 56), rect(921, 308, 64, 5)], ink)
  p.fill(stroke(curve(poly(994, 106, 1020, 80, 1070, 76, 1130, 50)), 9, 26), deep, [paper, sand, mist, red])
}

function staff(p: Press): void {
  p.fill(rect(606, 300, 46, 360), paper)
  for (let i = 0; i < 12; i++) {
    p.fill(rect(606, 306 + i * 30, i % 2 ? 20 : 34, 13), i % 4 ? ink : red)
  }
  p.fill(rect(602, 292, 54, 10), ink)
  p.fill(rect(652, 300, 6, 360), ink)
}

function reeds(p: Press): void {
  const c = chance(77)
  for (let i = 0; i < 70; i++) {
    const x = c.between(-20, 330)
    const h = c.between(110, 300) * (1 - x / 620)
    const lean = c.between(-10, 46)
    p.fill(stroke(curve(poly(x, 690, x + lean * 0.3, 690 - h * 0.6, x + lean, 690 - h)), 8, 2), i % 4 ? ink : deep)
    if (i % 5 === 0) p.fill(lens(x + lean, 690 - h - 12, 54, 14, -1.35), i % 2 ? red : ink)
  }
}

function boat(p: Press): void {
  p.fill(curve(poly(318, 446, 340, 486, 480, 488, 520, 440, 430, 456), true), ink)
  p.fill(curve(poly(322, 450, 430, 462, 514, 446, 430, 470), true), sand)
  p.fill(stroke(poly(430, 458, 430, 330), 5), ink)
}

export function gaugeHouse(p: Press): void {
  dawn(p)
  ripples(p, 380, 680, paper, 18, [mist, teal])
  shimmer(p, 330, 520, 492, 580, ink, 3)
  pier(p)
  hut(p)
  staff(p)
  boat(p)
  figure(p, 700, 424, 150, deep)
  p.fill(rect(712, 330, 34, 26), paper)
  reeds(p)
  for (const [x, y, s] of [
    [300, 200, 64],
    [420, 160, 44],
    [1120, 180, 50],
  ] as const)
    gull(p, x, y, s, ink)
  p.fill(ellipse(160, 250, 0.5), ink)
}
