import { join } from 'node:path'
import { type Command, readCommand, usage } from './token/command.ts'
import { local, remote } from './token/places.ts'
import { create, list, type Query, revoke } from './token/registry.ts'
import { moment, table } from './token/words.ts'

process.chdir(join(import.meta.dirname, '..'))
process.exitCode = await main(process.argv.slice(2), new Date())

async function main(args: string[], now: Date): Promise<number> {
  const command = readCommand(args, now)
  if (typeof command === 'string') return refuse(`${command}\n\n${usage}`, 2)
  try {
    return await run(command, command.remote ? remote : local, now)
  } catch (error) {
    return refuse(explain(error instanceof Error ? error.message : String(error), command.remote), 1)
  }
}

async function run(command: Command, query: Query, now: Date): Promise<number> {
  if (command.verb === 'list') {
    console.log(table(await list(query), now))
    return 0
  }
  if (command.verb === 'create') return announce(command, await create(query, command, now))
  const revoked = await revoke(query, command.which, now)
  if (typeof revoked === 'string') return refuse(revoked, 1)
  console.log(`Revoked "${revoked.name}" (${revoked.id}). It opens nothing any more.`)
  return 0
}

function announce(of: Extract<Command, { verb: 'create' }>, { id, token }: { id: number; token: string }): number {
  const until = of.expiresAt ? `until ${moment(of.expiresAt.getTime())} UTC` : 'until it is revoked'
  console.log(`"${of.name}" (${id}) may use ${of.scopes.join(', ')}, ${until}.\n`)
  console.log(`  ${token}\n`)
  console.log('Keep it now: it is shown this once, and only its hash is stored.')
  return 0
}

function explain(message: string, isRemote: boolean): string {
  if (!message.includes('no such table')) return message
  return isRemote
    ? 'The deployed database has no tables yet. Run: npm run deploy'
    : 'The local database has no tables yet. Run: npm run dev'
}

function refuse(why: string, code: number): number {
  console.error(why)
  return code
}
