import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { commit } from '../../src/cache/change.ts'
import { LESSONS, learnedQuery, lesson, MOST_TOKENS, spamProbability } from '../../src/comments/learning.ts'
import { filterStatistics, outcome } from '../../src/comments/learning-outcome.ts'
import { count, type Lesson } from '../../src/comments/lessons.ts'
import type { Database } from '../../src/db/database.ts'
import { openReader, type Query, read } from '../../src/db/read.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let binding: D1Database
let db: Database
beforeAll(async () => {
  server = await startServer()
  db = await server.db()
  binding = (await server.env()).DB
})
beforeEach(async () => {
  await binding.prepare('delete from learned').run()
})
afterAll(() => server.close())

const learn = (tokens: string[], as: Lesson | null, was: Lesson | null = null) =>
  commit(db, count(db, [lesson(tokens, as, was)]))
const decided = (probability: number | null, as: Lesson | null, was: Lesson | null = null) =>
  commit(db, count(db, [outcome(probability, as, was)]))

async function ask<T>(query: Query<T>): Promise<T> {
  const [found] = await read<[T]>(openReader(binding), query)
  return found
}

async function counts(...tokens: string[]): Promise<Record<string, [number, number]>> {
  const learned = await ask(learnedQuery(tokens))
  return Object.fromEntries([...learned].map(([token, { ham, spam }]) => [token, [ham, spam]]))
}

describe('a lesson', () => {
  test('counts every token once, and the lesson', async () => {
    await learn(['ferry', '药店关', 'host:a.example'], 'ham')
    await learn(['ferry', 'casino'], 'spam')
    expect(await counts('ferry', '药店关', 'host:a.example', 'casino', 'unheard')).toEqual({
      [LESSONS]: [1, 1],
      ferry: [1, 1],
      药店关: [1, 0],
      'host:a.example': [1, 0],
      casino: [0, 1],
    })
  })

  test('moves when the moderator changes their mind, and is gone when they undo', async () => {
    await learn(['ferry'], 'ham')
    await learn(['ferry'], 'spam', 'ham')
    expect(await counts('ferry')).toEqual({ [LESSONS]: [0, 1], ferry: [0, 1] })
    await learn(['ferry'], null, 'spam')
    expect(await counts('ferry')).toEqual({ [LESSONS]: [0, 0], ferry: [0, 0] })
  })

  test('taught again is not counted again', async () => {
    await learn(['ferry'], 'ham')
    expect(count(db, [lesson(['ferry'], 'ham', 'ham')])).toEqual([])
  })

  test('of many comments is taught in one statement, and what cancels is not counted', async () => {
    const moves = [
      lesson(['ferry', 'boat'], 'ham', null),
      lesson(['ferry'], 'spam', null),
      lesson(['oar'], 'ham', 'ham'),
    ]
    const statements = count(db, [...moves, lesson(['boat'], null, 'ham'), lesson(['new'], null, 'spam')])
    expect(statements).toHaveLength(1)
    await commit(db, statements)
    expect(await counts('ferry', 'boat', 'oar', 'new')).toEqual({ ferry: [1, 1], new: [0, 0] })
  })

  test('taken back from what was never counted leaves nothing below zero', async () => {
    await learn(['never'], null, 'spam')
    await learn(['never'], 'ham', 'spam')
    await learn(['never'], null, 'ham')
    await learn(['never'], null, 'ham')
    expect(await counts('never')).toEqual({ [LESSONS]: [0, 0], never: [0, 0] })
  })

  test('is learned from: the filter has an opinion after twenty of each', async () => {
    const ham = ['council', 'bridge', 'vote', 'harbour', 'minutes', 'ferry']
    const spam = ['casino', 'bonus', 'spins', 'deposit', 'win', 'host:bet.top']
    for (let i = 0; i < 20; i++) {
      expect(spamProbability(spam, await ask(learnedQuery(spam)))).toBeNull()
      await learn(ham, 'ham')
      await learn(spam, 'spam')
    }
    expect(spamProbability(spam, await ask(learnedQuery(spam)))).toBeGreaterThan(0.99)
    expect(spamProbability(ham, await ask(learnedQuery(ham)))).toBeLessThan(0.01)
  })
})

describe('what it costs', () => {
  const most = Array.from({ length: MOST_TOKENS }, (_, i) => `token${i}`)

  test.each([
    ['asking', () => learnedQuery(most)],
    ['the statistics', () => filterStatistics()],
  ])('%s searches the table by its key', async (_, query) => {
    const { sql, params } = query()
    const { results } = await binding
      .prepare(`explain query plan ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail)
    expect(plan.filter((step) => /SEARCH learned/.test(step))).toHaveLength(1)
    expect(plan.filter((step) => /SCAN (?:TABLE )?"?learned/.test(step))).toEqual([])
  })

  test('one statement each, of as many rows as there are tokens, however much was learned', async () => {
    const others = Array.from({ length: 5000 }, (_, i) => `other${i}`)
    await learn(others, 'ham')
    const [statement, ...more] = count(db, [lesson(most, 'spam', 'ham')])
    expect(more).toEqual([])
    const measured = await asMeasured(statement)
    // New rows are written to the table and to its key's index.
    expect(measured.rows_written).toBeLessThanOrEqual(2 * (MOST_TOKENS + 1))
    expect(measured.rows_read).toBeLessThanOrEqual(4 * (MOST_TOKENS + 1))
    const query = learnedQuery(most)
    const { meta } = await binding
      .prepare(query.sql)
      .bind(...query.params)
      .all()
    expect(meta.rows_read).toBeLessThanOrEqual(4 * (MOST_TOKENS + 1))
  })

  async function asMeasured(statement: unknown): Promise<D1Meta> {
    if (!isQuery(statement)) throw new Error('not a statement')
    const { sql, params } = statement.toSQL()
    const { meta } = await binding
      .prepare(sql)
      .bind(...params)
      .run()
    return meta
  }
})

function isQuery(statement: unknown): statement is { toSQL(): { sql: string; params: unknown[] } } {
  return typeof statement === 'object' && statement !== null && 'toSQL' in statement
}

describe('how right it was', () => {
  test('nothing is claimed before anything was judged', async () => {
    expect(await ask(filterStatistics())).toEqual({
      ham: 0,
      spam: 0,
      judged: 0,
      falsePositives: 0,
      falseNegatives: 0,
      falsePositiveRate: null,
    })
  })

  test('is counted where a moderator decided after it', async () => {
    await learn(['a'], 'ham')
    await decided(0.999, 'spam')
    await decided(0.995, 'ham')
    await decided(0.9, 'ham')
    await decided(0.1, 'ham')
    await decided(0.2, 'ham')
    await decided(0.3, 'spam')
    expect(count(db, [outcome(null, 'spam', null)])).toEqual([])
    expect(await ask(filterStatistics())).toEqual({
      ham: 1,
      spam: 0,
      judged: 6,
      falsePositives: 1,
      falseNegatives: 1,
      falsePositiveRate: 0.25,
    })
  })

  test('follows a changed decision and its undo', async () => {
    await decided(0.995, 'ham')
    await decided(0.995, 'spam', 'ham')
    expect(await ask(filterStatistics())).toMatchObject({ judged: 1, falsePositives: 0, falsePositiveRate: null })
    await decided(0.995, null, 'spam')
    expect(await ask(filterStatistics())).toMatchObject({ judged: 0 })
  })
})
