import { afterEach, expect, test, vi } from 'vitest'
import { conflictOn, problemOf } from '../../src/http/failure.ts'

const log = vi.spyOn(console, 'error').mockImplementation(() => {})
afterEach(() => log.mockClear())

/** An error as Drizzle throws it: the query and its values around what D1 said. */
const failed = (said: string) =>
  new Error('Failed query: insert into "commenters" ("email") values (?)\nparams: carla@example.com,\nsecret', {
    cause: new Error(`D1_ERROR: ${said}`),
  })

test('what a reader sent stays out of the log, and out of the answer', () => {
  const problem = problemOf(failed('disk I/O error'))
  expect(problem).toMatchObject({ status: 503, type: 'unavailable' })
  expect(log).toHaveBeenCalledOnce()
  const logged = JSON.stringify(log.mock.calls)
  expect(logged).toContain('disk I/O error')
  expect(logged).not.toMatch(/carla@example\.com|secret/)
  expect(JSON.stringify({ ...problem, message: problem.message })).not.toMatch(/insert|commenters|disk/)
})

test('a taken name is known by its columns', () => {
  expect(conflictOn(failed('UNIQUE constraint failed: authors.slug: SQLITE_CONSTRAINT'))).toBe('authors.slug')
  const version = 'UNIQUE constraint failed: revisions.article_id, revisions.version: SQLITE_CONSTRAINT'
  expect(conflictOn(failed(version))).toBe('revisions.article_id, revisions.version')
  expect(conflictOn(failed('no such column: x'))).toBeUndefined()
  // Not even when a reader writes the words.
  expect(conflictOn(new Error('Failed query: x\nparams: UNIQUE constraint failed: authors.slug'))).toBeUndefined()
})
