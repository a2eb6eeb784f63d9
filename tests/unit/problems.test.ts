import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The union `ProblemType`, read from its source: a type is gone once the program runs. */
const types = [
  ...(
    /export type ProblemType =\n((?: {2}\| '[^']+'\n)+)/.exec(readFileSync('src/http/problem.ts', 'utf8'))?.[1] ?? ''
  ).matchAll(/'([^']+)'/g),
].map(([, type = '']) => type)

/** The rows of the table in the documentation: type, status. */
const rows = [
  ...readFileSync('docs/problems.md', 'utf8').matchAll(/^\| `\/problems\/([a-z-]+)` \| (\d{3}) \| (.+) \| (.+) \|$/gm),
]

test('every type of problem is documented, and nothing else is', () => {
  expect(types.length).toBeGreaterThan(10)
  expect(rows.map(([, type]) => type)).toEqual([...types].sort())
})

test('every type says when it comes and what to do', () => {
  for (const [, type, status, when = '', what = ''] of rows) {
    expect(Number(status), type).toBeGreaterThanOrEqual(400)
    expect(when.length, type).toBeGreaterThan(10)
    expect(what.length, type).toBeGreaterThan(10)
  }
})

test('every problem is answered with the status that is documented', () => {
  const documented = new Map(rows.map(([, type, status]) => [type, status]))
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path))
  const used = sources.flatMap((path) => [
    ...readFileSync(join('src', path), 'utf8').matchAll(/\bproblem\((\d{3}), '([a-z-]+)'/g),
  ])
  expect(used.length).toBeGreaterThan(10)
  for (const [, status, type = ''] of used) expect(`${type} ${status}`).toBe(`${type} ${documented.get(type)}`)
})
