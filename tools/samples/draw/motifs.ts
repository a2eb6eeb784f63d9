import { type Chance, chance } from './chance.ts'
import { deep, ink, paper, teal } from './inks.ts'
import type { Press } from './press.ts'
import { curve, ellipse, lens, type Outline, poly, rect, stroke } from './shapes.ts'

/** Pointed cuts across water, wider and further apart towards the viewer. */
export function ripples(
  p: Press,
  top: number,
  bottom: number,
  colour: number,
  seed: number,
  over?: readonly number[],
): void {
  const c = chance(seed)
  for (let y = top; y < bottom; y += 5 + ((y - top) / (bottom - top)) * 11) {
    const near = (y - top) / (bottom - top)
    for (let x = -40 + c.between(0, 80); x < p.width + 40; x += c.between(60, 170) + near * 90) {
      p.fill(lens(x, y + c.between(-2, 2), c.between(24, 70) + near * 90, 1.8 + near * 4.5), colour, over)
    }
  }
}

/** The broken reflection of something that stands between x0 and x1. */
export function shimmer(p: Press, x0: number, x1: number, y0: number, y1: number, colour: number, seed: number): void {
  const c = chance(seed)
  const middle = (x0 + x1) / 2
  for (let y = y0; y < y1; y += 6 + (y - y0) * 0.045) {
    const t = (y - y0) / (y1 - y0)
    const w = (x1 - x0) * (1 - t * 0.55) * c.between(0.7, 1.08)
    p.fill(lens(middle + c.between(-12, 12) * (0.3 + t), y, w, (7 - t * 3) * c.between(0.7, 1.1)), colour)
  }
}

/** Cuts that radiate from a light. */
export function rays(
  p: Press,
  x: number,
  y: number,
  from: number,
  to: number,
  n: number,
  colour: number,
  over?: readonly number[],
): void {
  const c = chance(n * 31 + from)
  for (let i = 0; i < n; i++) {
    const a = ((i + c.between(-0.2, 0.2)) / n) * Math.PI * 2
    for (let r = from + c.between(0, 30); r < to; ) {
      const length = c.between(30, 70) + r * 0.12
      const at = r + length / 2
      p.fill(lens(x + Math.cos(a) * at, y + Math.sin(a) * at, length, 2.4 + r * 0.009, a), colour, over)
      r += length + c.between(12, 34)
    }
  }
}

export function gull(p: Press, x: number, y: number, span: number, colour: number): void {
  const wing = (side: number): Outline =>
    curve([
      [x, y],
      [x + side * span * 0.22, y - span * 0.17],
      [x + side * span * 0.5, y - span * 0.06],
    ])
  for (const side of [-1, 1]) p.fill(stroke(wing(side), span * 0.075, span * 0.02), colour)
  p.fill(lens(x, y + span * 0.02, span * 0.2, span * 0.09, 0.15), colour)
}

/** A gabled house seen from the front, with lit or dark windows. */
export function house(
  p: Press,
  x: number,
  base: number,
  w: number,
  h: number,
  wall: number,
  roof: number,
  pane: number,
): void {
  p.fill(rect(x, base - h, w, h), wall)
  p.fill(poly(x - w * 0.07, base - h + 2, x + w / 2, base - h - w * 0.52, x + w * 1.07, base - h + 2), roof)
  p.fill(rect(x + w * 0.72, base - h - w * 0.55, w * 0.14, w * 0.42), roof)
  const rows = Math.max(1, Math.round(h / 60))
  for (let r = 0; r < rows; r++) {
    for (const u of [0.2, 0.6])
      p.fill(rect(x + w * u, base - h + (h / rows) * (r + 0.28), w * 0.2, (h / rows) * 0.4), pane)
  }
}

/** A row of different roofs, as one dark shape with windows: a town far off. */
export function skyline(
  p: Press,
  x0: number,
  x1: number,
  base: number,
  tall: number,
  colour: number,
  pane: number,
  seed: number,
): void {
  const c = chance(seed)
  for (let x = x0; x < x1; ) {
    const w = c.between(0.5, 0.95) * tall
    const h = c.between(0.45, 1) * tall
    p.fill(rect(x, base - h, w + 1, h), colour)
    p.fill(poly(x - 1, base - h + 1, x + w / 2, base - h - w * 0.42, x + w + 1, base - h + 1), colour)
    if (c.next() < 0.7) p.fill(rect(x + w * 0.3, base - h * 0.72, w * 0.15, h * 0.2), pane)
    if (c.next() < 0.6) p.fill(rect(x + w * 0.58, base - h * 0.6, w * 0.15, h * 0.2), pane)
    x += w
  }
}

export function stars(
  p: Press,
  bottom: number,
  n: number,
  colour: number,
  seed: number,
  over: readonly number[],
): void {
  const c: Chance = chance(seed)
  for (let i = 0; i < n; i++) {
    const [x, y] = [c.between(20, p.width - 20), c.between(20, bottom)]
    const big = c.next() < 0.12
    if (big) for (const a of [0, Math.PI / 2]) p.fill(lens(x, y, c.between(12, 18), 3, a), colour, over)
    else p.fill(ellipse(x, y, c.between(0.8, 2)), colour, over)
  }
}

/** A standing person from behind: coat, head, legs. */
export function figure(p: Press, x: number, base: number, h: number, coat: number, hair = ink): void {
  p.fill(poly(x - h * 0.1, base, x - h * 0.1, base - h * 0.42, x + h * 0.1, base - h * 0.42, x + h * 0.1, base), ink)
  p.fill(
    poly(
      x - h * 0.17,
      base - h * 0.28,
      x - h * 0.14,
      base - h * 0.76,
      x - h * 0.05,
      base - h * 0.84,
      x + h * 0.05,
      base - h * 0.84,
      x + h * 0.14,
      base - h * 0.76,
      x + h * 0.17,
      base - h * 0.28,
    ),
    coat,
  )
  p.fill(ellipse(x, base - h * 0.91, h * 0.078, h * 0.09), hair)
}

/** What a press leaves: flecks where the ink did not take, and the uneven margin of the block. */
export function finish(p: Press, seed: number, margin = 20): void {
  const c = chance(seed)
  for (let i = 0; i < 220; i++) {
    p.fill(ellipse(c.between(0, p.width), c.between(0, p.height), c.between(0.5, 1.3)), paper, [ink, deep, teal])
  }
  const [w, h] = [p.width, p.height]
  for (const side of [
    rect(-9, -9, w + 18, margin + 9),
    rect(-9, h - margin, w + 18, margin + 9),
    rect(-9, -9, margin + 9, h + 18),
    rect(w - margin, -9, margin + 9, h + 18),
  ])
    p.fill(side, paper)
}
