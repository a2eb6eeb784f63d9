import { chance } from '../chance.ts'
import { deep, fade, halftone, hatch, ink, mist, paper, red, sand, teal } from '../inks.ts'
import { rays, ripples, skyline } from '../motifs.ts'
import type { Press } from '../press.ts'
import { curve, ellipse, lens, poly, rect, stroke } from '../shapes.ts'

function behind(p: Press): void {
  p.all(red)
  rays(p, 470, 260, 250, 1000, 44, sand, [red])
  p.fill(rect(-40, 380, 1280, 80), sand)
  skyline(p, 820, 1230, 424, 58, deep, sand, 15)
  p.fill(rect(-40, 420, 1280, 200), teal)
  ripples(p, 430, 600, mist, 8, [teal])
  p.fill(rect(-40, 540, 1280, 160), ink)
  p.fill(rect(-40, 532, 1280, 16), sand)
  for (let x = 20; x < 1200; x += 150) p.fill(rect(x, 560, 138, 44), deep)
  for (let x = -60; x < 1200; x += 150) p.fill(rect(x, 612, 138, 44), deep)
}

function body(p: Press): void {
  p.fill([...stroke(poly(470, 490, 462, 534), 13), ...stroke(poly(540, 486, 548, 534), 13)], ink)
  for (const x of [462, 548]) p.fill(poly(x - 34, 540, x, 526, x + 34, 540), ink)
  const outline = curve(
    poly(
      650,
      96,
      704,
      112,
      732,
      164,
      716,
      226,
      700,
      300,
      668,
      404,
      580,
      486,
      450,
      502,
      330,
      470,
      180,
      476,
      80,
      500,
      190,
      420,
      330,
      330,
      470,
      262,
      560,
      214,
      588,
      150,
      610,
      112,
    ),
    true,
  )
  p.fill(outline, paper)
  p.fill(
    curve(poly(600, 250, 660, 300, 640, 400, 560, 470, 440, 496, 330, 470, 420, 440, 530, 380), true),
    halftone(mist, 10, fade(260, 500, 0.9)),
    [paper],
  )
  p.fill(
    curve(
      poly(560, 262, 600, 320, 550, 400, 430, 440, 300, 452, 150, 470, 56, 512, 150, 420, 290, 330, 430, 274),
      true,
    ),
    deep,
  )
  for (let i = 0; i < 4; i++)
    p.fill(
      stroke(
        curve(
          poly(
            540 - i * 40,
            300 + i * 18,
            440 - i * 40,
            376 + i * 16,
            300 - i * 30,
            420 + i * 10,
            190 - i * 20,
            452 + i * 8,
          ),
        ),
        7,
        2,
      ),
      mist,
      [deep],
    )
  p.fill(poly(250, 446, 56, 508, 20, 530, 120, 516, 300, 466), ink)
  for (const x of [60, 110, 160]) p.fill(ellipse(x, 512 - (x - 60) * 0.28, 8, 5), paper)
}

function head(p: Press): void {
  p.fill(curve(poly(716, 152, 770, 150, 830, 170, 852, 206, 836, 222, 822, 196, 770, 196, 718, 200), true), sand)
  p.fill(curve(poly(716, 190, 770, 192, 818, 208, 790, 222, 718, 214), true), sand)
  p.fill(stroke(curve(poly(712, 190, 770, 192, 826, 202)), 5), ink)
  p.fill(ellipse(806, 216, 12, 9), red)
  p.fill(stroke(poly(752, 166, 774, 168), 5), ink)
  p.fill(ellipse(680, 156, 17), red)
  p.fill(ellipse(680, 156, 13), sand)
  p.fill(ellipse(683, 157, 7), ink)
  p.fill(stroke(poly(652, 128, 708, 138), 7, 3), ink)
  p.fill(poly(770, 232, 786, 170, 806, 174, 792, 240), sand)
  p.fill(poly(770, 232, 776, 210, 796, 216, 792, 240), red)
  p.fill(stroke(poly(786, 170, 806, 174, 792, 240, 770, 232, 786, 170), 4), ink)
}

function chips(p: Press): void {
  const c = chance(3)
  for (let i = 0; i < 15; i++) {
    const x = 930 + (i % 8) * 21
    const top = c.between(330, 400) + (i > 7 ? 30 : 0)
    const lean = (x - 1004) * 0.35
    p.fill(poly(x + lean, top, x + 22 + lean, top - 6, x + 18, 470, x - 4, 470), sand)
    p.fill(stroke(poly(x + lean, top, x + 22 + lean, top - 6, x + 18, 470, x - 4, 470, x + lean, top), 3.5), ink)
  }
  p.fill(poly(904, 418, 1108, 412, 1040, 544, 962, 544), paper)
  p.fill(
    poly(904, 418, 1108, 412, 1040, 544, 962, 544),
    hatch(ink, 13, () => 0.16, 0.1),
    [paper],
  )
  p.fill(poly(1050, 414, 1108, 412, 1040, 544, 1012, 544), mist, [paper])
  p.fill(stroke(poly(904, 418, 1108, 412, 1040, 544, 962, 544, 904, 418), 5), ink)
  for (const [x, y, a] of [
    [868, 536, 0.15],
    [760, 534, -0.12],
    [1130, 536, 0.1],
  ] as const) {
    p.fill(lens(x, y, 76, 24, a), ink)
    p.fill(lens(x, y, 64, 16, a), sand)
  }
}

export function gullChips(p: Press): void {
  behind(p)
  body(p)
  head(p)
  chips(p)
}
