import { noise } from './chance.ts'
import type { Shader } from './inks.ts'
import type { Outline, Point } from './shapes.ts'

/** How many samples a finished pixel has on each side. */
export const samples = 3

type Crossing = { x: number; turn: number }

/** The plate: one ink a sample. Shapes are laid over each other, and every edge wavers as a hand-cut one does. */
export class Press {
  readonly width: number
  readonly height: number
  readonly plate: Uint8Array
  private readonly waver: number

  constructor(width: number, height: number, ground: number, waver = 1.7) {
    this.width = width
    this.height = height
    this.waver = waver
    this.plate = new Uint8Array(width * height * samples * samples).fill(ground)
  }

  /** Lay an ink (or a shader) inside outlines; with `over`, only on samples that carry one of those inks. */
  fill(shape: Outline | readonly Outline[], with_: number | Shader, over?: readonly number[]): void {
    const rows = new Map<number, Crossing[]>()
    for (const outline of outlines(shape)) this.trace(this.cut(outline), rows)
    for (const [row, crossings] of rows) this.span(row, crossings, with_, over)
  }

  all(with_: number | Shader, over?: readonly number[]): void {
    this.fill(
      [
        [-40, -40],
        [this.width + 40, -40],
        [this.width + 40, this.height + 40],
        [-40, this.height + 40],
      ],
      with_,
      over,
    )
  }

  private cut(outline: Outline): Point[] {
    const out: Point[] = []
    outline.forEach(([ax, ay], i) => {
      const [bx, by] = outline[(i + 1) % outline.length] ?? [ax, ay]
      const parts = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 14))
      for (let k = 0; k < parts; k++) out.push(this.wavered(ax + ((bx - ax) * k) / parts, ay + ((by - ay) * k) / parts))
    })
    return out
  }

  private wavered(x: number, y: number): Point {
    const f = 0.045
    return [x + noise(x * f, y * f) * this.waver, y + noise(x * f + 57, y * f + 91) * this.waver]
  }

  private trace(points: Point[], rows: Map<number, Crossing[]>): void {
    const sign = area(points) < 0 ? -1 : 1
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay]
      if (ay === by) return
      const [x0, y0, x1, y1] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay]
      const turn = ay < by ? sign : -sign
      const first = Math.max(0, Math.ceil(y0 * samples - 0.5))
      const last = Math.min(this.height * samples - 1, Math.ceil(y1 * samples - 0.5) - 1)
      for (let row = first; row <= last; row++) {
        const x = x0 + ((x1 - x0) * ((row + 0.5) / samples - y0)) / (y1 - y0)
        const list = rows.get(row)
        if (list) list.push({ x, turn })
        else rows.set(row, [{ x, turn }])
      }
    })
  }

  private span(row: number, crossings: Crossing[], with_: number | Shader, over: readonly number[] | undefined): void {
    crossings.sort((a, b) => a.x - b.x)
    let winding = 0
    crossings.forEach(({ x, turn }, i) => {
      winding += turn
      const next = crossings[i + 1]
      if (winding !== 0 && next) this.run(row, x, next.x, with_, over)
    })
  }

  private run(
    row: number,
    from: number,
    to: number,
    with_: number | Shader,
    over: readonly number[] | undefined,
  ): void {
    const stride = this.width * samples
    const first = Math.max(0, Math.ceil(from * samples - 0.5))
    const last = Math.min(stride, Math.ceil(to * samples - 0.5))
    for (let i = first; i < last; i++) {
      const at = row * stride + i
      if (over && !over.includes(this.plate[at] ?? 0)) continue
      const colour = typeof with_ === 'number' ? with_ : with_((i + 0.5) / samples, (row + 0.5) / samples)
      if (colour >= 0) this.plate[at] = colour
    }
  }
}

function isOutline(shape: Outline | readonly Outline[]): shape is Outline {
  const first = shape[0]
  return first !== undefined && typeof first[0] === 'number'
}

function outlines(shape: Outline | readonly Outline[]): readonly Outline[] {
  return isOutline(shape) ? [shape] : shape
}

function area(points: readonly Point[]): number {
  return points.reduce((sum, [ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay]
    return sum + ax * by - bx * ay
  }, 0)
}
