import { colours as inks } from './inks.ts'
import type { Indexed } from './png.ts'
import { type Press, samples } from './press.ts'

const most = 32

/** Averages the samples of each pixel, then keeps the inks and the commonest mixtures of them. */
export function proof(press: Press): Indexed {
  const mixed = average(press)
  const colours = choose(mixed)
  const nearest = new Map<number, number>()
  const pixels = Uint8Array.from(mixed, (colour) => {
    const known = nearest.get(colour)
    if (known !== undefined) return known
    const found = closest(colour, colours)
    nearest.set(colour, found)
    return found
  })
  return { width: press.width, height: press.height, pixels, colours }
}

function average({ width, height, plate }: Press): Uint32Array {
  const out = new Uint32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[y * width + x] = mix(plate, width * samples, x * samples, y * samples)
  }
  return out
}

function mix(plate: Uint8Array, stride: number, x: number, y: number): number {
  let [r, g, b] = [0, 0, 0]
  for (let j = 0; j < samples; j++) {
    for (let i = 0; i < samples; i++) {
      const colour = inks[plate[(y + j) * stride + x + i] ?? 0] ?? 0
      r += colour >> 16
      g += (colour >> 8) & 255
      b += colour & 255
    }
  }
  const n = samples * samples
  return (Math.round(r / n) << 16) | (Math.round(g / n) << 8) | Math.round(b / n)
}

function choose(mixed: Uint32Array): number[] {
  const counts = new Map<number, number>()
  for (const colour of mixed) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const chosen = inks.filter((colour) => counts.has(colour))
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (chosen.length >= most) break
    if (chosen.every((other) => distance(colour, other) > 900)) chosen.push(colour)
  }
  return chosen
}

function closest(colour: number, colours: readonly number[]): number {
  let best = 0
  colours.forEach((other, i) => {
    if (distance(colour, other) < distance(colour, colours[best] ?? 0)) best = i
  })
  return best
}

function distance(a: number, b: number): number {
  const dr = (a >> 16) - (b >> 16)
  const dg = ((a >> 8) & 255) - ((b >> 8) & 255)
  const db = (a & 255) - (b & 255)
  return dr * dr + dg * dg + db * db
}
