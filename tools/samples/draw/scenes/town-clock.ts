import { deep, fade, halftone, hatch, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { gull, rays, skyline } from '../motifs.ts'
import type { Press } from '../press.ts'
import { arch, ellipse, poly, rect, stroke } from '../shapes.ts'

function tower(p: Press): void {
  p.fill(rect(640, 120, 400, 640), sand)
  p.fill(rect(940, 120, 100, 640), hatch(ink, 9, fade(930, 1050, 0.85, true)), [sand])
  p.fill(rect(616, 96, 448, 34), ink)
  p.fill(rect(628, 128, 424, 8), paper)
  p.fill(poly(640, 98, 700, 20, 980, 20, 1040, 98), deep)
  p.fill(poly(740, 22, 780, -60, 900, -60, 940, 22), ink)
  for (let x = 660; x < 1030; x += 34) p.fill(poly(x, 92, x + 14, 30, x + 22, 30, x + 12, 92), teal, [deep])
  for (const x of [640, 1012]) for (let y = 150; y < 700; y += 44) p.fill(rect(x, y, 28, 30), deep)
  p.fill(rect(616, 540, 448, 22), ink)
  for (const x of [690, 800, 910]) {
    p.fill(arch(x, 590, 80, 160), ink)
    p.fill(arch(x + 12, 604, 56, 160), deep)
  }
}

function face(p: Press, x: number, y: number, r: number): void {
  p.fill(ellipse(x, y, r + 26), ink)
  p.fill(ellipse(x, y, r + 14), red)
  p.fill(ellipse(x, y, r), paper)
  for (let i = 0; i < 60; i++) {
    const a = (i / 60) * Math.PI * 2
    const inner = i % 5 ? 0.9 : 0.74
    p.fill(
      stroke(
        poly(
          x + Math.cos(a) * r * inner,
          y + Math.sin(a) * r * inner,
          x + Math.cos(a) * r * 0.95,
          y + Math.sin(a) * r * 0.95,
        ),
        i % 5 ? 2.6 : 11,
      ),
      ink,
    )
  }
  hand(p, x, y, -Math.PI / 2 + ((3 + 54 / 60) / 12) * Math.PI * 2, r * 0.58, 19)
  hand(p, x, y, -Math.PI / 2 + (54 / 60) * Math.PI * 2, r * 0.86, 13)
  p.fill(ellipse(x, y, 15), red)
}

function hand(p: Press, x: number, y: number, a: number, length: number, width: number): void {
  const [c, s] = [Math.cos(a), Math.sin(a)]
  p.fill(
    stroke(poly(x - c * length * 0.2, y - s * length * 0.2, x + c * length, y + s * length), width, width * 0.35),
    ink,
  )
  p.fill(ellipse(x + c * length * 0.62, y + s * length * 0.62, width * 0.95), ink)
}

function roofs(p: Press): void {
  skyline(p, -30, 640, 620, 96, teal, mist, 11)
  p.fill(rect(-40, 600, 690, 100), teal)
  skyline(p, -60, 650, 700, 150, ink, sand, 23)
  skyline(p, 1036, 1260, 700, 150, ink, sand, 5)
}

export function townClock(p: Press): void {
  p.all(red)
  rays(p, 840, 330, 270, 1000, 54, sand, [red])
  p.fill(rect(-40, 420, 1280, 300), halftone(sand, 12, fade(420, 640, 0.75)), [red])
  roofs(p)
  tower(p)
  face(p, 840, 336, 168)
  for (const [x, y, s] of [
    [150, 160, 90],
    [300, 110, 60],
    [420, 220, 74],
    [250, 300, 46],
    [520, 96, 44],
  ] as const)
    gull(p, x, y, s, ink)
}
