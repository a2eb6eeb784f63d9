import { chance } from '../chance.ts'
import { deep, halftone, hatch, ink, mist, paper, red, sand, teal } from '../inks.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, lens, type Outline, type Point, poly, rect, stroke } from '../shapes.ts'

const course: Outline = poly(-60, 120, 160, 170, 330, 300, 500, 390, 700, 380, 860, 300, 1010, 330, 1260, 470)

/** Streets on the slant of the old town, and blocks of houses between them. */
function blocks(p: Press): void {
  const c = chance(19)
  const [cos, sin] = [Math.cos(0.36), Math.sin(0.36)]
  for (let v = -620; v < 900; v += 62) {
    for (let u = -300; u < 1600; ) {
      const w = c.between(54, 124)
      const at = (a: number, b: number): [number, number] => [a * cos - b * sin, a * sin + b * cos]
      const colour = c.next() < 0.14 ? mist : sand
      p.fill([at(u, v), at(u + w - 13, v), at(u + w - 13, v + 47), at(u, v + 47)], colour)
      if (c.next() < 0.28)
        p.fill([at(u + 12, v + 12), at(u + w * 0.5, v + 12), at(u + w * 0.5, v + 33), at(u + 12, v + 33)], paper)
      u += w
    }
  }
}

function water(p: Press): void {
  p.fill(
    stroke(curve(course), 300),
    hatch(teal, 20, () => 0.34, 0.36),
    [sand, paper, mist],
  )
  p.fill(
    stroke(curve(course), 210),
    halftone(teal, 19, () => 0.3, 0.36),
    [sand, paper, mist],
  )
  p.fill(
    curve(poly(420, 320, 600, 300, 760, 350, 800, 480, 700, 590, 540, 600, 420, 520), true),
    halftone(teal, 19, () => 0.3, 0.36),
    [sand, paper, mist],
  )
  p.fill(stroke(curve(course), 104, 150), ink)
  p.fill(stroke(curve(course), 92, 138), deep)
  for (const d of [-26, 0, 24])
    p.fill(stroke(curve(course.map(([x, y]): [number, number] => [x, y + d])), 3.5, 5), teal, [deep])
  const c = chance(3)
  for (let i = 0; i < 60; i++) p.fill(lens(c.between(0, 1200), c.between(100, 560), 44, 5, 0.35), mist, [deep])
}

function contours(p: Press): void {
  for (const [cx, cy, r] of [
    [250, 560, 150],
    [980, 110, 160],
  ] as const) {
    for (let k = 1; k < 5; k++) p.fill(stroke(closed(curve(ring(cx, cy, (r * k) / 4), true)), 3.4), ink)
  }
}

const closed = (outline: Outline): Outline => [...outline, ...outline.slice(0, 1)]

const ring = (cx: number, cy: number, r: number): Outline =>
  Array.from({ length: 9 }, (_, i): Point => {
    const a = (i / 9) * Math.PI * 2
    const far = r * (1 + 0.16 * Math.sin(i * 2.4 + cx))
    return [cx + Math.cos(a) * far, cy + Math.sin(a) * far * 0.74]
  })

function bridges(p: Press): void {
  p.fill(stroke(poly(560, 300, 600, 478), 26), ink)
  p.fill(stroke(poly(560, 300, 600, 478), 17), paper)
  p.fill(stroke(poly(838, 220, 890, 400), 16), ink)
  p.fill(stroke(poly(838, 220, 890, 400), 8), paper)
}

function markers(p: Press): void {
  for (const [x, y] of [
    [446, 480],
    [530, 556],
    [640, 540],
    [704, 486],
    [384, 236],
    [752, 268],
    [640, 262],
    [300, 400],
  ] as const) {
    p.fill(poly(x - 21, y + 12, x - 21, y - 12, x, y - 33, x + 21, y - 12, x + 21, y + 12), paper)
    p.fill(poly(x - 15, y + 7, x - 15, y - 9, x, y - 24, x + 15, y - 9, x + 15, y + 7), red)
    p.fill(rect(x - 4, y - 7, 8, 14), ink)
  }
}

function compass(p: Press): void {
  p.fill(ellipse(1078, 566, 62), paper)
  p.fill(stroke(ellipse(1078, 566, 56), 4), ink)
  p.fill(poly(1078, 512, 1092, 566, 1078, 574, 1064, 566), red)
  p.fill(poly(1078, 620, 1092, 566, 1078, 574, 1064, 566), ink)
}

export function floodMap(p: Press): void {
  p.all(paper)
  blocks(p)
  contours(p)
  water(p)
  bridges(p)
  markers(p)
  compass(p)
}
