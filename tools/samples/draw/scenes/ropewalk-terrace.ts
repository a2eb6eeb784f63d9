import { chance } from '../chance.ts'
import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { skyline } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, lens, poly, rect, stroke } from '../shapes.ts'

function evening(p: Press): void {
  p.all(deep)
  p.fill(
    rect(-40, -40, 1280, 420),
    halftone(ink, 15, (x, y) => 0.8 - fade(0, 280, 0.8)(x, y)),
  )
  for (const [x, y] of [
    [190, 110],
    [1010, 110],
  ] as const) {
    for (let r = 250; r > 40; r -= 70)
      p.fill(
        ellipse(x, y, r),
        halftone(teal, 15, () => 0.62 - r / 560),
        [deep, ink],
      )
  }
}

function floodlight(p: Press, x: number): void {
  p.fill(stroke(poly(x, 330, x, 130), 12), ink)
  for (let y = 170; y < 330; y += 36) p.fill(stroke(poly(x - 15, y + 34, x + 15, y), 4), ink)
  p.fill([...stroke(poly(x - 15, 330, x - 13, 130), 4), ...stroke(poly(x + 15, 330, x + 13, 130), 4)], ink)
  p.fill(rect(x - 74, 66, 148, 82), ink)
  for (let r = 0; r < 3; r++) for (let i = 0; i < 6; i++) p.fill(ellipse(x - 59 + i * 23.5, 81 + r * 26, 9), paper)
}

function stand(p: Press): void {
  skyline(p, -30, 1240, 310, 46, ink, sand, 41)
  p.fill(rect(300, 214, 600, 18), red)
  p.fill(rect(310, 232, 580, 80), ink)
  const c = chance(20)
  for (let i = 0; i < 210; i++)
    p.fill(ellipse(c.between(322, 878), c.between(246, 300), 3.6), [sand, mist, red][c.whole(3)] ?? sand)
  for (const x of [330, 470, 600, 730, 866]) p.fill(rect(x, 214, 7, 98), paper)
  p.fill(rect(-40, 308, 1280, 18), sand)
}

function pitch(p: Press): void {
  p.fill(poly(-40, 326, 1240, 326, 1240, 700, -40, 700), teal)
  for (let i = 0; i < 8; i += 2)
    p.fill(
      poly(600 + (i - 4) * 150, 326, 600 + (i - 3) * 150, 326, 600 + (i - 3) * 260, 600, 600 + (i - 4) * 260, 600),
      halftone(deep, 12, () => 0.3),
      [teal],
    )
  p.fill(stroke(poly(-40, 366, 1240, 366), 4), paper)
  p.fill(stroke(poly(420, 366, 380, 430, 820, 430, 780, 366), 4), paper)
  p.fill(stroke(poly(520, 366, 520, 282, 680, 282, 680, 366), 8), paper)
  for (let x = 535; x < 680; x += 16) p.fill(stroke(poly(x, 286, x, 362), 1.6), mist)
  for (let y = 298; y < 366; y += 16) p.fill(stroke(poly(524, y, 678, y), 1.6), mist)
}

function player(p: Press, x: number, y: number, s: number, shirt: number, lean: number): void {
  p.fill(
    [
      ...stroke(poly(x, y - 30 * s, x - 14 * s, y), 7 * s),
      ...stroke(poly(x, y - 30 * s, x + 18 * s, y - 4 * s), 7 * s),
    ],
    ink,
  )
  p.fill(
    poly(
      x - 12 * s,
      y - 26 * s,
      x - 12 * s + lean * s,
      y - 60 * s,
      x + 12 * s + lean * s,
      y - 60 * s,
      x + 12 * s,
      y - 26 * s,
    ),
    shirt,
  )
  p.fill(
    [
      ...stroke(poly(x + lean * s, y - 56 * s, x - 22 * s, y - 40 * s), 6 * s),
      ...stroke(poly(x + lean * s, y - 56 * s, x + 26 * s, y - 46 * s), 6 * s),
    ],
    shirt,
  )
  p.fill(ellipse(x + lean * 1.3 * s, y - 70 * s, 8 * s, 10 * s), ink)
}

/** The crowd from behind: rows of shoulders and heads, scarves up. */
function crowd(p: Press): void {
  const c = chance(66)
  for (const [base, s] of [
    [560, 0.72],
    [632, 1],
    [724, 1.35],
  ] as const) {
    for (let x = -20 + c.between(0, 30); x < 1240; x += 82 * s)
      head(p, x + c.between(-10, 10), base + c.between(-10, 8), s, c.whole(6))
  }
}

function head(p: Press, x: number, base: number, s: number, kind: number): void {
  const coat = [ink, deep, ink, ink, deep, ink][kind] ?? ink
  p.fill(
    curve(
      poly(
        x - 48 * s,
        base + 60,
        x - 44 * s,
        base - 14 * s,
        x - 16 * s,
        base - 34 * s,
        x + 16 * s,
        base - 34 * s,
        x + 44 * s,
        base - 14 * s,
        x + 48 * s,
        base + 60,
      ),
    ),
    coat,
  )
  p.fill(stroke(curve(poly(x - 46 * s, base + 20, x - 43 * s, base - 15 * s, x - 16 * s, base - 35 * s)), 4), mist)
  p.fill(ellipse(x, base - 58 * s, 22 * s, 27 * s), kind === 3 ? sand : ink)
  p.fill(stroke(ellipse(x, base - 58 * s, 22 * s, 27 * s, Math.PI * 0.8, Math.PI * 1.5), 3), mist)
  if (kind === 1)
    p.fill([ellipse(x, base - 66 * s, 24 * s, 24 * s, Math.PI, 2 * Math.PI), ellipse(x, base - 92 * s, 8 * s)], red)
  if (kind % 2 === 0) p.fill(rect(x - 24 * s, base - 40 * s, 48 * s, 13 * s), red)
  if (kind % 2 === 0) for (const d of [-14, 4]) p.fill(rect(x + d * s, base - 40 * s, 8 * s, 13 * s), paper)
}

function scarf(p: Press, x: number, y: number, w: number): void {
  p.fill(
    [
      ...stroke(poly(x - w / 2, y + 90, x - w / 2 + 6, y), 17),
      ...stroke(poly(x + w / 2, y + 90, x + w / 2 - 6, y), 17),
    ],
    ink,
  )
  for (let i = 0; i < 8; i++)
    p.fill(rect(x - w / 2 + (w / 8) * i, y - 16 + Math.sin((i / 7) * Math.PI) * 9, w / 8 + 1, 28), i % 2 ? paper : red)
}

export function ropewalkTerrace(p: Press): void {
  evening(p)
  floodlight(p, 190)
  floodlight(p, 1010)
  stand(p)
  pitch(p)
  player(p, 470, 440, 0.95, red, 6)
  player(p, 700, 420, 0.8, mist, -5)
  player(p, 860, 470, 1.1, red, -8)
  player(p, 590, 372, 0.66, sand, 0)
  p.fill(ellipse(760, 250, 9), paper)
  p.fill(lens(790, 264, 44, 4, 0.5), paper)
  crowd(p)
  scarf(p, 330, 500, 190)
  scarf(p, 900, 516, 210)
}
