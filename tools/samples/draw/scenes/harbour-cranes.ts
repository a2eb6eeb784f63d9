import { chance } from '../chance.ts'
import { deep, fade, halftone, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { gull, ripples, shimmer } from '../motifs.ts'
import type { Press } from '../press.ts'
import { ellipse, lens, poly, rect, stroke } from '../shapes.ts'

function sky(p: Press): void {
  p.all(teal)
  p.fill(
    rect(-40, -40, 1280, 560),
    halftone(deep, 11, (x, y) => 0.75 - fade(0, 330, 0.75)(x, y)),
  )
  p.fill(rect(-40, 280, 1280, 240), halftone(mist, 11, fade(280, 500, 0.8)), [teal])
  p.fill(ellipse(300, 410, 150), sand)
  const c = chance(8)
  for (let i = 0; i < 22; i++)
    p.fill(lens(c.between(60, 1200), c.between(300, 440), c.between(90, 300), c.between(4, 9)), i % 3 ? paper : mist, [
      teal,
      mist,
      deep,
    ])
}

/** A portal crane: legs, cab, lattice jib that leans to `side`. */
function crane(p: Press, x: number, base: number, s: number, side: number, lift: number, colour: number): void {
  const at = (u: number, v: number): [number, number] => [x + u * s * side, base - v * s]
  for (const u of [-62, -34, 34, 62]) p.fill(stroke([at(u, 0), at(u * 0.55, 150)], 9 * s), colour)
  p.fill(stroke([at(-50, 62), at(50, 62)], 8 * s), colour)
  p.fill(stroke([at(-54, 20), at(40, 120)], 4 * s), colour)
  p.fill(poly(...at(-56, 150), ...at(56, 150), ...at(48, 176), ...at(-48, 176)), colour)
  p.fill(poly(...at(-70, 176), ...at(40, 176), ...at(40, 246), ...at(-20, 246), ...at(-70, 222)), colour)
  p.fill(poly(...at(8, 196), ...at(32, 196), ...at(32, 232), ...at(8, 232)), sand)
  const tip = at(300, 200 + lift)
  lattice(p, at(36, 182), at(30, 214), tip, s, colour)
  p.fill(stroke([at(-20, 246), at(-8, 330)], 7 * s), colour)
  p.fill(stroke([at(-8, 330), tip], 3 * s), colour)
  p.fill(stroke([at(-8, 330), at(-66, 222)], 3 * s), colour)
  p.fill(stroke([tip, [tip[0], tip[1] + 150 * s]], 2.4 * s), colour)
  p.fill(rect(tip[0] - 9 * s, tip[1] + 150 * s, 18 * s, 16 * s), colour)
}

type At = [number, number]
function lattice(p: Press, low: At, high: At, tip: At, s: number, colour: number): void {
  const mix = (a: At, b: At, t: number): At => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  p.fill(stroke([low, tip], 6 * s), colour)
  p.fill(stroke([high, tip], 6 * s), colour)
  for (let i = 0; i < 9; i++) {
    p.fill(stroke([mix(low, tip, i / 9), mix(high, tip, (i + 0.5) / 9)], 3 * s), colour)
    p.fill(stroke([mix(high, tip, (i + 0.5) / 9), mix(low, tip, (i + 1) / 9)], 3 * s), colour)
  }
}

function quay(p: Press): void {
  p.fill(rect(-40, 500, 1280, 26), ink)
  const tints = [red, teal, mist, deep, red, teal, sand, mist, red]
  for (let i = 0; i < 9; i++) {
    const [x, y] = [664 + (i % 4) * 94 + (i > 3 ? 46 : 0) + (i > 6 ? 46 : 0), i > 6 ? 386 : i > 3 ? 424 : 462]
    if (i > 3 && x > 960) continue
    p.fill(rect(x, y, 90, 38), tints[i % tints.length] ?? ink)
    for (let k = 1; k < 8; k++) p.fill(rect(x + k * 11, y + 5, 3, 28), ink)
  }
  for (let x = 0; x < 1240; x += 70) p.fill(rect(x, 526, 16, 60), ink)
}

export function harbourCranes(p: Press): void {
  sky(p)
  p.fill(rect(-40, 520, 1280, 200), deep)
  ripples(p, 540, 680, teal, 12, [deep])
  shimmer(p, 190, 410, 534, 670, sand, 4)
  shimmer(p, 880, 960, 560, 660, red, 6)
  quay(p)
  crane(p, 1090, 500, 0.92, -1, 96, ink)
  crane(p, 640, 500, 1.06, -1, 60, ink)
  crane(p, 200, 502, 1.24, 1, 30, red)
  for (const [x, y, s] of [
    [470, 90, 62],
    [560, 130, 40],
    [800, 180, 50],
  ] as const)
    gull(p, x, y, s, paper)
}
