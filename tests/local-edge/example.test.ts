import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestHarness } from 'wrangler'

// The example of the README, as somebody would test their own shop.
const config = {
  name: 'shop',
  main: 'tools/local-edge/example/worker.ts',
  compatibility_date: '2026-11-01',
  d1_databases: [{ binding: 'DB' }],
}
const server = createTestHarness({ workers: [{ config }] })
const edge = (path: string, method: string, body = '{}') => server.fetch(`/__edge/${path}`, { method, body })
const status = async (path: string) => (await server.fetch(path)).headers.get('cf-cache-status')
const sell = (price: number) => server.fetch('/admin/shoes', { method: 'PATCH', body: JSON.stringify({ price }) })

beforeAll(async () => {
  await server.listen()
  const { DB } = await server.getWorker<{ DB: D1Database }>().getEnv()
  await DB.exec('create table products (name text primary key, price integer)')
})
afterAll(() => server.close())
beforeEach(async () => {
  await edge('reset', 'POST')
  await sell(80)
})

test('a new price is seen at once', async () => {
  expect([await status('/shoes'), await status('/shoes')]).toEqual(['MISS', 'HIT'])
  await sell(90)
  expect(await (await server.fetch('/shoes')).text()).toBe('shoes: 90')
})

test('the shop stays open while the database is down', async () => {
  await server.fetch('/shoes')
  await edge('clock', 'PUT', '{"advance":86400000}')
  await edge('faults', 'PUT', '{"d1":"refuse"}')
  expect(await status('/shoes')).toBe('STALE')
})

test('what is not sold is not kept', async () => {
  expect([await status('/hats'), await status('/hats')]).toEqual(['BYPASS', 'BYPASS'])
})

test('the README shows the entry as it is', () => {
  const readme = readFileSync('tools/local-edge/README.md', 'utf8')
  expect(readme).toContain(readFileSync('tools/local-edge/example/worker.ts', 'utf8'))
})

test('the package has all that its files import, and nothing of this project', () => {
  const folder = 'tools/local-edge'
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', `./${folder}`], { encoding: 'utf8' })
  const files = new Set<string>(JSON.parse(packed)[0].files.map(({ path }: { path: string }) => path))
  expect(files).toContain('edge.ts')
  expect(files).toContain('example/worker.ts')
  expect(files).not.toContain('worker.ts')
  for (const file of [...files].filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(join(folder, file), 'utf8')
    for (const [, from = ''] of source.matchAll(/^(?:import|export|\}) .*from '([^']+)'$/gm)) {
      expect(files, `${file} imports ${from}`).toContain(normalize(join(file, '..', from)))
    }
  }
})
