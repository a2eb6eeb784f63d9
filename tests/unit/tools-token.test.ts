import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCommand } from '../../tools/token/command.ts'
import { readExpiry } from '../../tools/token/expiry.ts'
import { literal, sql } from '../../tools/token/sql.ts'

const now = new Date('2026-11-22T09:30:00Z')

test('any text comes back from SQLite as it went in', () => {
  const database = new DatabaseSync(':memory:')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.includes('\0') && text.isWellFormed())
      expect(database.prepare(sql`select ${text} as text`).get()).toEqual({ text })
    }),
  )
})

test.each([
  [null, 'null'],
  [-12, '-12'],
  ["Ada's", "'Ada''s'"],
  ["'; drop table x; --", "'''; drop table x; --'"],
])('%j is written as %s', (value, text) => expect(literal(value)).toBe(text))

test.each([[Number.NaN], [1.5], ['a\0b']])('%j is no literal', (value) => expect(() => literal(value)).toThrow())

test.each([
  ['12h', '2026-11-22T21:30:00.000Z'],
  ['90d', '2027-02-20T09:30:00.000Z'],
  ['2w', '2026-12-06T09:30:00.000Z'],
  ['1y', '2027-11-22T09:30:00.000Z'],
  ['2027-03-31', '2027-03-31T00:00:00.000Z'],
  ['2027-03-31T12:00Z', '2027-03-31T12:00:00.000Z'],
])('%s is %s', (text, at) => {
  const expiry = readExpiry(text, now)
  expect(expiry instanceof Date && expiry.toISOString()).toBe(at)
})

test.each(['0d', '2026-01-01', '2027-02-31', '3 months', '5', '1m', '31/03/2027', '-1d', ''])(
  '%j is no expiry, and the answer says so',
  (text) => expect(readExpiry(text, now)).toContain(`--expires ${text}`),
)

test('a token is asked for by name and scopes', () => {
  const args = ['create', '--name', "Ada's laptop", '--scopes', 'articles:write, articles:publish', '--expires', '1d']
  expect(readCommand(args, now)).toEqual({
    verb: 'create',
    name: "Ada's laptop",
    scopes: ['articles:write', 'articles:publish'],
    expiresAt: new Date('2026-11-23T09:30:00Z'),
    remote: false,
  })
})

test.each([
  [['create', '--name', 'A', '--scopes', 'articles:burn'], 'No such scope: articles:burn'],
  [['create', '--scopes', 'articles:read'], '--name'],
  [['create', '--name', 'A'], '--scopes'],
  [['create', '--name', 'A', '--scopes', 'articles:read', '--expires', 'soon'], '--expires soon'],
  [['create', '--nam', 'A'], '--nam'],
  [['revoke'], 'id or its name'],
  [[], 'Say create, list or revoke'],
])('%j is refused', (args, why) => expect(readCommand(args, now)).toContain(why))

test('a name of several words is revoked without quotes', () => {
  expect(readCommand(['revoke', "Ada's", 'laptop', '--remote'], now)).toEqual({
    verb: 'revoke',
    which: "Ada's laptop",
    remote: true,
  })
})
