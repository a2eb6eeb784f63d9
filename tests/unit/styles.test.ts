import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { minified } from '../../tools/styles/minify.ts'

test('the stylesheets of pages are those that are written: `npm run styles` makes them', () => {
  const kept = readdirSync('src/ui/min').map((name) => [name, readFileSync(`src/ui/min/${name}`, 'utf8')])
  expect(new Map(kept.map(([name = '', css = '']) => [name, css]))).toEqual(minified())
})
