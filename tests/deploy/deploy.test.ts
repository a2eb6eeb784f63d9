import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deploy } from '../../tools/deploy/deploy.ts'
import type { Options } from '../../tools/deploy/options.ts'
import { realTools } from '../../tools/deploy/tools.ts'

const SITE = 'https://dateline.averil.workers.dev'

let account: string
let printed: string[]
let health: () => Response

beforeEach(() => {
  account = mkdtempSync(join(tmpdir(), 'dateline-account-'))
  process.env.FAKE_ACCOUNT = account
  delete process.env.FAKE_BROKEN
  health = () => Response.json({ status: 'ok', secret: 'set' })
})
afterEach(() => rmSync(account, { recursive: true }))

function run(options: Partial<Options> = {}): Promise<number> {
  printed = []
  return deploy(
    { dryRun: false, ...options },
    {
      ...realTools(['--no-warnings', 'tests/deploy/fake-wrangler.ts']),
      check: async () => true,
      fetch: async (url) => (url.endsWith('/healthz') ? health() : new Response('<h1>Paper</h1>')),
      wait: async () => undefined,
      print: (line) => printed.push(line),
    },
  )
}

interface Call {
  args: string[]
  input?: string
}

const calls = (): Call[] =>
  readFileSync(join(account, 'calls'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const commands = () => calls().map(({ args }) => args.slice(0, 3).join(' '))
const identity = () => {
  const row = new DatabaseSync(join(account, 'd1')).prepare("select value from settings where name = 'identity'").get()
  return JSON.parse(String(row?.value))
}

test('a first deployment makes the Worker, its secret, its tables and its address', async () => {
  expect(await run()).toBe(0)
  expect(commands()).toEqual([
    'deploy',
    'secret list --format',
    'secret put DATELINE_SECRET',
    'd1 migrations apply',
    'd1 execute DB',
    'd1 execute DB',
  ])
  expect(identity()).toEqual({ address: SITE })
  expect(printed.at(-1)).toContain(`Done. The paper is at ${SITE}`)
})

test('the secret is long, is told to nobody, and stands in no argument', async () => {
  await run()
  const secret = calls().find(({ args }) => args[1] === 'put')?.input ?? ''
  expect(secret.length).toBeGreaterThanOrEqual(43)
  expect(printed.join('\n')).not.toContain(secret)
  expect(JSON.stringify(calls().map(({ args }) => args))).not.toContain(secret)
})

test('a second deployment keeps the secret, the tables and the address', async () => {
  await run({ address: 'https://paper.example' })
  expect(await run()).toBe(0)
  expect(commands().filter((command) => command.startsWith('secret put'))).toHaveLength(1)
  expect(identity()).toEqual({ address: 'https://paper.example' })
  expect(printed.join('\n')).toContain('Nothing to migrate.')
})

test('an address and a name that are asked for replace the old ones, and every page is purged', async () => {
  await run()
  await run({ address: 'https://paper.example', name: "The Ferryman's Own" })
  expect(identity()).toEqual({ address: 'https://paper.example', name: "The Ferryman's Own" })
  const purges = new DatabaseSync(join(account, 'd1')).prepare('select tags from purges').all()
  expect(purges).toEqual([{ tags: '["site"]' }, { tags: '["site"]' }])
})

test('a failing migration stops there, and says what is left and how to go on', async () => {
  process.env.FAKE_BROKEN = 'd1 migrations apply'
  expect(await run()).toBe(1)
  expect(commands()).not.toContain('d1 execute DB')
  const told = printed.join('\n')
  expect(told).toContain('SQLITE_ERROR')
  expect(told).toContain('npx wrangler d1 migrations apply DB --remote')
  expect(told).toContain('Still to do: set the site address; ask the site.')
  delete process.env.FAKE_BROKEN
  expect(await run()).toBe(0)
  expect(commands().filter((command) => command.startsWith('secret put'))).toHaveLength(1)
})

test('a site that does not become well is a failure', async () => {
  health = () => new Response('no tables', { status: 503 })
  expect(await run()).toBe(1)
  expect(printed.join('\n')).toContain('503 no tables')
})

test('a rehearsal changes nothing', async () => {
  expect(await run({ dryRun: true })).toBe(0)
  expect(calls().map(({ args }) => args.join(' '))).toEqual(['deploy --dry-run'])
})
