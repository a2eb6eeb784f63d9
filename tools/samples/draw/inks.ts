/** The seven inks of every print. A scene names them; only this file knows their colours. */
export const paper = 0
export const sand = 1
export const mist = 2
export const teal = 3
export const red = 4
export const deep = 5
export const ink = 6

export const colours: readonly number[] = [0xf4ecda, 0xe6d3ae, 0xb3cdc3, 0x2c7a78, 0xd8472b, 0x21445a, 0x141f2c]

/** An ink for a place, or -1 to leave what is there. */
export type Shader = (x: number, y: number) => number

/** Dots in a turned grid; `strength` (0 to 1) is how much of a place they cover. */
export function halftone(colour: number, pitch: number, strength: Shader, angle = 0.4): Shader {
  const cos = Math.cos(angle) / pitch
  const sin = Math.sin(angle) / pitch
  return (x, y) => {
    const u = x * cos + y * sin
    const v = y * cos - x * sin
    const du = u - Math.round(u)
    const dv = v - Math.round(v)
    return (du * du + dv * dv) * Math.PI < strength(x, y) ? colour : -1
  }
}

/** Parallel cut lines; `strength` (0 to 1) is the share of the pitch that is inked. */
export function hatch(colour: number, pitch: number, strength: Shader, angle = 0): Shader {
  const cos = Math.cos(angle) / pitch
  const sin = Math.sin(angle) / pitch
  return (x, y) => {
    const v = y * cos - x * sin
    return Math.abs(v - Math.round(v)) * 2 < strength(x, y) ? colour : -1
  }
}

/** A strength that runs from 0 at `from` to `most` at `to`, down the picture (or across it). */
export function fade(from: number, to: number, most = 1, across = false): Shader {
  return (x, y) => {
    const t = ((across ? x : y) - from) / (to - from)
    return Math.min(1, Math.max(0, t)) * most
  }
}
