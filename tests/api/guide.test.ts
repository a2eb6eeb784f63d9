import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Server, startServer } from '../support/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const examples = [...readFileSync('docs/api.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, sh]) => sh)

function has(command: string): boolean {
  try {
    return execFileSync(command, ['--version']).length > 0
  } catch {
    return false
  }
}

test.skipIf(!has('curl'))('every example of the guide does what it says', async () => {
  expect(examples.length).toBeGreaterThan(4)
  const env = { ...process.env, URL: server.url.origin, TOKEN: await server.token() }
  const { stdout } = await promisify(execFile)('bash', ['-euc', examples.join('\necho\n')], { env })
  expect(stdout).toContain('"headline":"The lamp is lit again"')
  expect(stdout).toContain('"standfirst":"Nine nights without it"')
  expect(stdout).toContain('"status":"withdrawn"')
  expect(stdout).toContain('"closeAfterDays":30')
  expect(stdout).toContain('"alt":"A single dot"')
})
