type Rgb = readonly [number, number, number]

/** AA of WCAG 2.2 for text (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
export const READABLE = 4.5

/** The contrast of two colours, such as `#9c2b17`: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(rgbOf(one)), luminance(rgbOf(other))]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** The colour itself where it can be read on all of `grounds`, else the nearest mixture with `towards` that can. */
export function readable(colour: string, grounds: readonly string[], towards: '#000000' | '#ffffff'): string {
  const [from, to] = [rgbOf(colour), rgbOf(towards)]
  for (let part = 0; part < 1; part += 0.01) {
    const shade = hexOf(mix(from, to, part))
    if (grounds.every((ground) => contrast(shade, ground) >= READABLE)) return shade
  }
  return towards
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const hexOf = (rgb: Rgb): string => `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`

const mix = ([r, g, b]: Rgb, to: Rgb, part: number): Rgb => {
  const between = (a: number, b: number) => Math.round(a + (b - a) * part)
  return [between(r, to[0]), between(g, to[1]), between(b, to[2])]
}

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

const linear = (channel: number): number => {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
