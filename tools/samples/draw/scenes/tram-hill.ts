import { chance } from '../chance.ts'
import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { figure, gull, house, ripples } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, poly, rect, stroke } from '../shapes.ts'

/** Where the street is, at x: it climbs to the right. */
const street = (x: number) => 640 - x * 0.3

function behind(p: Press): void {
  p.all(mist)
  p.fill(
    rect(-40, -40, 1280, 260),
    halftone(paper, 12, (x, y) => 0.85 - fade(0, 230, 0.85)(x, y)),
  )
  p.fill(ellipse(250, 190, 74), red)
  p.fill(curve(poly(-40, 330, 130, 300, 330, 318, 520, 330, 520, 380, -40, 380)), deep)
  p.fill(rect(-40, 350, 800, 300), teal)
  ripples(p, 362, 600, mist, 3, [teal])
}

function terrace(p: Press): void {
  const walls = [sand, paper, mist, sand, red, paper, sand]
  const c = chance(5)
  for (let i = 0; i < 7; i++) {
    const x = 470 + i * 112
    house(p, x, street(x) + 10, 108, 130 + c.between(0, 40), walls[i] ?? sand, i % 2 ? deep : ink, i % 3 ? ink : deep)
    p.fill(rect(x + 44, street(x) - 44, 24, 60), ink)
  }
}

function road(p: Press): void {
  p.fill(poly(-40, street(-40), 1240, street(1240), 1240, 720, -40, 720), ink)
  for (const drop of [34, 92]) p.fill(stroke(poly(-40, street(-40) + drop, 1240, street(1240) + drop), 5), sand)
  const c = chance(14)
  for (let i = 0; i < 90; i++) {
    const x = c.between(0, 1200)
    const y = street(x) + c.between(120, 520)
    if (y < 660) p.fill(poly(x, y, x + 34, y - 10, x + 36, y + 4, x + 2, y + 14), deep, [ink])
  }
}

/** The tram stands in its own turned frame: u along the rails, v up from them. */
function tram(p: Press, x0: number): void {
  const [cos, sin] = [0.958, 0.287]
  const y0 = street(x0) + 50
  const at = (u: number, v: number): [number, number] => [x0 + u * cos - v * sin, y0 - u * sin - v * cos]
  const box = (u: number, v: number, w: number, h: number, colour: number) =>
    p.fill([at(u, v), at(u + w, v), at(u + w, v + h), at(u, v + h)], colour)
  box(0, 12, 370, 92, red)
  box(-8, 98, 386, 14, paper)
  box(6, 110, 358, 78, ink)
  for (let i = 0; i < 7; i++) box(16 + i * 50, 116, 40, 62, i === 2 || i === 5 ? mist : sand)
  for (const i of [1, 4]) p.fill(ellipse(...at(36 + i * 50, 148), 11, 13), ink)
  for (const i of [1, 4]) box(22 + i * 50, 116, 28, 20, ink)
  box(-12, 186, 394, 18, red)
  box(40, 204, 290, 14, deep)
  box(-6, 40, 382, 7, paper)
  for (const u of [70, 120, 250, 300]) p.fill(ellipse(...at(u, 6), 19), ink)
  for (const u of [70, 120, 250, 300]) p.fill(ellipse(...at(u, 6), 8), sand)
  box(36, -4, 300, 14, ink)
  p.fill(ellipse(...at(-2, 66), 11), paper)
  p.fill(stroke([at(190, 216), at(120, 300)], 5), ink)
}

function wires(p: Press): void {
  p.fill(stroke(poly(-40, street(-40) - 262, 1240, street(1240) - 262), 3), ink)
  for (const x of [96, 1120]) {
    p.fill(stroke(poly(x, street(x), x, street(x) - 320), 11), ink)
    p.fill(stroke(poly(x, street(x) - 268, x + 70, street(x) - 290), 6), ink)
  }
}

export function tramHill(p: Press): void {
  behind(p)
  terrace(p)
  road(p)
  wires(p)
  tram(p, 330)
  figure(p, 180, street(180) + 4, 120, sand)
  figure(p, 232, street(232) + 6, 92, red)
  for (const [x, y, s] of [
    [420, 110, 66],
    [520, 160, 44],
    [90, 110, 40],
  ] as const)
    gull(p, x, y, s, ink)
}
