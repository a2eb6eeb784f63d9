import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutations } from '../../tools/prove/mutations.ts'

test.each(mutations)('there is a place for the mutation “$what”', ({ file, from }) => {
  expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2)
})
