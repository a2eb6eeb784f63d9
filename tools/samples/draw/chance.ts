/** The same numbers for the same seed, on every machine (mulberry32). */
export type Chance = {
  next: () => number
  between: (low: number, high: number) => number
  whole: (n: number) => number
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + next() * (high - low)
  return { next, between, whole: (n) => Math.floor(next() * n) }
}

function lattice(x: number, y: number): number {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263)
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
}

/** Smooth value noise in -1…1: what makes an edge look cut by hand. */
export function noise(x: number, y: number): number {
  const [ix, iy] = [Math.floor(x), Math.floor(y)]
  const [fx, fy] = [x - ix, y - iy]
  const [sx, sy] = [fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)]
  const top = lattice(ix, iy) * (1 - sx) + lattice(ix + 1, iy) * sx
  const low = lattice(ix, iy + 1) * (1 - sx) + lattice(ix + 1, iy + 1) * sx
  return top * (1 - sy) + low * sy
}
