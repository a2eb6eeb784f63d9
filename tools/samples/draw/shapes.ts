export type Point = readonly [number, number]
/** One closed outline. */
export type Outline = readonly Point[]

export const rect = (x: number, y: number, w: number, h: number): Outline => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
]

/** Outline from a flat list x, y, x, y … */
export function poly(...flat: number[]): Outline {
  const points: Point[] = []
  for (let i = 0; i + 1 < flat.length; i += 2) points.push([flat[i] ?? 0, flat[i + 1] ?? 0])
  return points
}

export function ellipse(cx: number, cy: number, rx: number, ry = rx, from = 0, to = Math.PI * 2): Outline {
  const n = Math.max(10, Math.ceil((Math.max(rx, ry) * Math.abs(to - from)) / 5))
  return Array.from({ length: n + 1 }, (_, i): Point => {
    const a = from + ((to - from) * i) / n
    return [cx + Math.cos(a) * rx, cy + Math.sin(a) * ry]
  })
}

/** A pointed cut, as a gouge leaves it. */
export function lens(cx: number, cy: number, length: number, width: number, angle = 0): Outline {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const at = (u: number, v: number): Point => [cx + u * c - v * s, cy + u * s + v * c]
  const [l, w] = [length / 2, width / 2]
  return [at(-l, 0), at(-l * 0.45, -w), at(l * 0.35, -w * 0.9), at(l, 0), at(l * 0.35, w * 0.9), at(-l * 0.45, w)]
}

function segment([ax, ay]: Point, [bx, by]: Point, wa: number, wb: number): Outline {
  const length = Math.hypot(bx - ax, by - ay) || 1
  const [nx, ny] = [(by - ay) / length / 2, (ax - bx) / length / 2]
  return [
    [ax + nx * wa, ay + ny * wa],
    [bx + nx * wb, by + ny * wb],
    [bx - nx * wb, by - ny * wb],
    [ax - nx * wa, ay - ny * wa],
  ]
}

/** A line of some width (tapering to `end` when given), with round joints. */
export function stroke(points: Outline, width: number, end = width): Outline[] {
  const out: Outline[] = []
  const last = points.length - 1
  points.forEach((point, i) => {
    const here = width + ((end - width) * i) / Math.max(1, last)
    out.push(ellipse(point[0], point[1], here / 2))
    const next = points[i + 1]
    if (next) out.push(segment(point, next, here, width + ((end - width) * (i + 1)) / last))
  })
  return out
}

/** A smooth curve through points (Catmull–Rom), to be filled or stroked. */
export function curve(points: Outline, closed = false, steps = 10): Outline {
  const n = points.length
  const pick = (i: number): Point => points[closed ? (i + n) % n : Math.min(n - 1, Math.max(0, i))] ?? [0, 0]
  const out: Point[] = []
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [a, b, c, d] = [pick(i - 1), pick(i), pick(i + 1), pick(i + 2)]
    for (let s = 0; s < steps; s++)
      out.push([spline(a[0], b[0], c[0], d[0], s / steps), spline(a[1], b[1], c[1], d[1], s / steps)])
  }
  if (!closed) out.push(pick(n - 1))
  return out
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
  return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

export const moved = (outline: Outline, dx: number, dy: number, scale = 1, flip = 1): Outline =>
  outline.map(([x, y]): Point => [x * scale * flip + dx, y * scale + dy])

/** An arch: straight sides, round head. */
export const arch = (x: number, y: number, w: number, h: number): Outline => [
  [x, y + h],
  ...ellipse(x + w / 2, y + w / 2, w / 2, w / 2, Math.PI, Math.PI * 2),
  [x + w, y + h],
]
