import { describe, expect, test } from 'vitest'
import { emptyCount, watchDatabases } from '../../tools/local-edge/database.ts'
import type { DatabaseFault } from '../../tools/local-edge/faults.ts'
import { readDatabaseFault } from '../../tools/local-edge/json.ts'

const META = { rows_read: 3, rows_written: 1 }

/** Enough of D1 to be stood before. Like the platform's, `batch` takes only statements that are its own. */
class FakeStatement {
  readonly #ran: string[]
  readonly query: string
  readonly values: unknown[]
  constructor(ran: string[], query: string, values: unknown[] = []) {
    this.#ran = ran
    this.query = query
    this.values = values
  }
  bind(...values: unknown[]) {
    return new FakeStatement(this.#ran, this.query, values)
  }
  async run() {
    this.#ran.push([this.query, ...this.values].join(' '))
    return { success: true, meta: META, results: this.query.includes('nobody') ? [] : [{ id: 1, title: 'Flood' }] }
  }
  all() {
    return this.run()
  }
  async raw() {
    await this.run()
    return [[1, 'Flood']]
  }
  async first(_column?: string): Promise<unknown> {
    throw new Error('The edge makes this of all().')
  }
}

class FakeDatabase {
  readonly ran: string[] = []
  prepare(query: string) {
    return new FakeStatement(this.ran, query)
  }
  batch(statements: FakeStatement[]) {
    return Promise.all(statements.map((statement) => statement.run()))
  }
  async exec(query: string) {
    this.ran.push(query)
    return { count: 1, duration: 0 }
  }
  withSession(_from?: string) {
    const { ran } = this
    return {
      prepare: (query: string) => new FakeStatement(ran, query),
      batch: (statements: FakeStatement[]) => this.batch(statements),
      getBookmark: () => 'bookmark',
    }
  }
}

function watched(fault: unknown = null) {
  const native = new FakeDatabase()
  const faults: { d1: DatabaseFault | null } = { d1: readDatabaseFault(fault) }
  const watch = { count: emptyCount(), faults }
  const { DB, NAME } = watchDatabases({ DB: native, NAME: 'paper' }, watch)
  return { native, DB, NAME, count: watch.count }
}

describe('a watched database answers as the native one does', () => {
  test('statements, bound or not', async () => {
    const { DB, native, NAME } = watched()
    expect((await DB.prepare('select ?').bind(7).all()).results).toEqual([{ id: 1, title: 'Flood' }])
    expect(await DB.prepare('select').raw()).toEqual([[1, 'Flood']])
    expect(native.ran).toEqual(['select ? 7', 'select'])
    expect(NAME).toBe('paper')
  })

  test('first(), which is made of all()', async () => {
    const { DB } = watched()
    expect(await DB.prepare('select').first()).toEqual({ id: 1, title: 'Flood' })
    expect(await DB.prepare('select').first('title')).toBe('Flood')
    expect(await DB.prepare('select nobody').first()).toBeNull()
    await expect(DB.prepare('select').first('nothing')).rejects.toThrow('D1_COLUMN_NOTFOUND')
  })

  test('batches and sessions', async () => {
    const { DB, native } = watched()
    const session = DB.withSession('first-primary')
    expect(await session.batch([session.prepare('a'), session.prepare('b ?').bind(2)])).toHaveLength(2)
    expect(session.getBookmark()).toBe('bookmark')
    expect(native.ran).toEqual(['a', 'b ? 2'])
  })
})

test('statements, round trips, batches and rows are counted', async () => {
  const { DB, count } = watched()
  await DB.batch([DB.prepare('a'), DB.prepare('b').bind(1)])
  await DB.withSession().prepare('c').first()
  await DB.prepare('d').raw()
  await DB.exec('e')
  expect(count).toEqual({
    statements: 5,
    roundTrips: 4,
    batches: 1,
    rowsRead: 9,
    rowsWritten: 3,
    unmetered: 2,
    queries: ['a', 'b', 'c', 'd', 'e'],
  })
})

describe('a database can be made to', () => {
  test('refuse', async () => {
    const { DB, native, count } = watched('refuse')
    await expect(DB.prepare('select').all()).rejects.toThrow('D1_ERROR: Network connection lost.')
    await expect(DB.batch([DB.prepare('insert')])).rejects.toThrow('D1_ERROR')
    await expect(DB.exec('delete')).rejects.toThrow('D1_ERROR')
    expect(native.ran).toEqual([])
    expect(count.roundTrips).toBe(3)
  })

  test('hang, and fail at last', async () => {
    const { DB, native } = watched({ hang: 20 })
    const begun = performance.now()
    await expect(DB.prepare('select').first()).rejects.toThrow('D1_ERROR')
    expect(performance.now() - begun).toBeGreaterThan(15)
    expect(native.ran).toEqual([])
  })

  test('hang for a minute, when no time is given', async () => {
    const { DB } = watched('hang')
    const call = DB.prepare('select').first()
    const patience = new Promise((resolve) => setTimeout(() => resolve('still waiting'), 20))
    expect(await Promise.race([call, patience])).toBe('still waiting')
  })

  test('be slow', async () => {
    const { DB, native } = watched({ slow: 20 })
    const begun = performance.now()
    await DB.prepare('select').first()
    expect(performance.now() - begun).toBeGreaterThan(15)
    expect(native.ran).toEqual(['select'])
  })

  test('be late with what it read before', async () => {
    const { DB, native } = watched({ late: 20 })
    const begun = performance.now()
    const call = DB.prepare('select').first()
    expect(native.ran).toEqual(['select'])
    await call
    expect(performance.now() - begun).toBeGreaterThan(15)
  })

  test('lose its answer after the commit', async () => {
    const { DB, native } = watched('after-commit')
    await expect(DB.batch([DB.prepare('insert')])).rejects.toThrow('D1_ERROR')
    expect(native.ran).toEqual(['insert'])
  })

  test('fail every third call', async () => {
    const { DB } = watched({ fault: 'refuse', every: 3 })
    const calls = []
    for (let call = 0; call < 6; call += 1) calls.push(await Promise.allSettled([DB.prepare('select').run()]))
    expect(calls.flat().map((call) => call.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
    ])
  })

  test.each(['refuse', 'after-commit'])('fail a fifth of its calls by chance: %s', async (fault) => {
    const outcomes = async (seed: number) => {
      const { DB, native } = watched({ fault, fraction: 0.2, seed })
      const calls = await Promise.allSettled(Array.from({ length: 1000 }, () => DB.prepare('select').run()))
      return { failed: calls.map(({ status }) => status === 'rejected'), ran: native.ran.length }
    }
    const { failed, ran } = await outcomes(7)
    const hit = failed.filter(Boolean).length
    expect(hit).toBeGreaterThan(150)
    expect(hit).toBeLessThan(250)
    // Two in a row, which no "every fifth" brings.
    expect(failed.some((each, i) => each && failed[i + 1])).toBe(true)
    expect(ran).toBe(fault === 'refuse' ? 1000 - hit : 1000)
    expect((await outcomes(7)).failed).toEqual(failed)
    expect((await outcomes(8)).failed).not.toEqual(failed)
  })

  test('fail once and be well again', async () => {
    const { DB } = watched({ fault: 'refuse', times: 1 })
    await expect(DB.prepare('select').run()).rejects.toThrow()
    await DB.prepare('select').run()
  })

  test('fail writes alone, or reads alone', async () => {
    const writes = watched({ fault: 'refuse', only: 'writes' }).DB
    await writes.prepare(' with x as (select 1) select replace(a, b, c) from x').run()
    await expect(writes.prepare('WITH x AS (SELECT 1) INSERT INTO y SELECT * FROM x').run()).rejects.toThrow()
    await expect(writes.batch([writes.prepare('select'), writes.prepare('update y')])).rejects.toThrow()
    const reads = watched({ fault: 'refuse', only: 'reads' }).DB
    await reads.prepare('insert into y').run()
    await expect(reads.prepare('SELECT 1').run()).rejects.toThrow()
  })
})

test('a service binding, which answers to every name, is left alone', () => {
  const names = ['prepare', 'batch', 'withSession', 'fetch']
  const service = Object.fromEntries(names.map((name) => [name, () => name]))
  const env = { SERVICE: service }
  expect(watchDatabases(env, { count: emptyCount(), faults: { d1: null } }).SERVICE).toBe(service)
})

test.each([
  'explode',
  { slow: 'x' },
  { fault: 'refuse', only: 'some' },
  { fault: 'refuse', every: 'x' },
  { fault: 'refuse', fraction: 'x' },
  7,
])('a fault that nobody knows is refused: %j', (fault) => {
  expect(() => readDatabaseFault(fault)).toThrow()
})
