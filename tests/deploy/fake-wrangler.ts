/**
 * Stands in for Wrangler, which needs an account: records each call, keeps an account of its own in the folder
 * FAKE_ACCOUNT, and speaks as Wrangler does. Its database is a real SQLite with the real migrations.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'

const account = process.env.FAKE_ACCOUNT ?? '.'
const broken = process.env.FAKE_BROKEN ?? ''
const args = process.argv.slice(2)
const command = args.join(' ')
const at = (name: string) => `${account}/${name}`

const input = command.startsWith('secret put') ? (await text(process.stdin)).trim() : undefined
appendFileSync(at('calls'), `${JSON.stringify({ args, input })}\n`)

if (broken && command.startsWith(broken))
  fail(`✘ [ERROR] ${broken}: near "FROMM": syntax error at offset 7: SQLITE_ERROR`)
else if (command === 'deploy --dry-run') say('--dry-run: exiting now.')
else if (command === 'deploy') deploy()
else if (!existsSync(at('worker'))) fail('✘ [ERROR] Worker "dateline" not found.')
else if (command.startsWith('secret list'))
  say(JSON.stringify(secrets().map((name) => ({ name, type: 'secret_text' }))))
else if (command.startsWith('secret put')) appendFileSync(at('secrets'), `${args[2]}\n`)
else if (command === 'd1 migrations apply DB --remote' && existsSync(at('d1'))) say('✅ No migrations to apply!')
else if (command === 'd1 migrations apply DB --remote') migrate()
else if (command.startsWith('d1 execute DB --remote --json --command ')) execute(args[6] ?? '')
else fail(`✘ [ERROR] Unknown arguments: ${command}`)

function deploy(): void {
  writeFileSync(at('worker'), '')
  const record = { type: 'deploy', version: 1, targets: ['https://dateline.averil.workers.dev', 'schedule: * * * * *'] }
  const session = { type: 'wrangler-session', version: 1, command_line_args: args }
  const file = process.env.WRANGLER_OUTPUT_FILE_PATH
  if (file) appendFileSync(file, `${JSON.stringify(session)}\n${JSON.stringify(record)}\n`)
  say('Deployed dateline triggers (0.61 sec)\n  https://dateline.averil.workers.dev\n  schedule: * * * * *')
}

function migrate(): void {
  const database = new DatabaseSync(at('d1'))
  const files = readdirSync('migrations')
    .filter((file) => file.endsWith('.sql'))
    .sort()
  for (const file of files) database.exec(readFileSync(`migrations/${file}`, 'utf8'))
  say(`Migrations to be applied:\n${files.join('\n')}\n✅`)
}

function execute(sql: string): void {
  const database = new DatabaseSync(at('d1'))
  const reads = /^\s*select/i.test(sql)
  const results = reads ? database.prepare(sql).all() : []
  if (!reads) database.exec(sql)
  say(JSON.stringify([{ results, success: true, meta: { duration: 0.2 } }], null, 2))
}

function secrets(): string[] {
  return existsSync(at('secrets')) ? readFileSync(at('secrets'), 'utf8').trim().split('\n') : []
}

function say(line: string): void {
  console.log(line)
}

function fail(line: string): void {
  console.error(line)
  process.exitCode = 1
}
