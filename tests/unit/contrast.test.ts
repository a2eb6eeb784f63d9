import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACCENT, grounds, shadesOf } from '../../src/settings/look.ts'
import { contrast, READABLE } from '../../src/text/contrast.ts'

describe('contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.478],
    ['#767676', '#ffffff', 4.542],
    ['#ff0000', '#ffffff', 3.998],
    ['#0000ff', '#ffffff', 8.592],
  ])('of %s and %s is as WCAG has it', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 3)
    expect(contrast(other, one)).toBe(contrast(one, other))
  })
})

describe('the shades of an accent', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

  test('can be read on everything they may stand on, whatever was chosen', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const shades = shadesOf(accent)
        for (const ground of grounds.light) expect(contrast(shades.light, ground)).toBeGreaterThanOrEqual(READABLE)
        for (const ground of grounds.dark) expect(contrast(shades.dark, ground)).toBeGreaterThanOrEqual(READABLE)
      }),
    )
  })

  test('are the accent itself where that can be read', () => {
    expect(shadesOf('#9c2b17').light).toBe('#9c2b17')
    expect(shadesOf('#ff9b80').dark).toBe('#ff9b80')
    expect(readFileSync('src/ui/base.css', 'utf8')).toContain(`--accent: light-dark(${ACCENT}, `)
    expect(shadesOf('#ffe600').dark).toBe('#ffe600')
  })

  test('stay near it where it cannot', () => {
    const { light } = shadesOf('#ff0000')
    expect(contrast(light, grounds.light[1])).toBeLessThan(READABLE + 0.2)
    expect(light).toMatch(/^#[d-f].0000$/)
    expect(shadesOf('#000000').dark).toMatch(/^#(\w\w)\1\1$/)
  })

  test('are measured on the colours that the stylesheet has', () => {
    const css = readFileSync('src/ui/base.css', 'utf8')
    for (const ground of Object.values(grounds).flat()) expect(css).toContain(ground)
  })
})
