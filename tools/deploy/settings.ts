import * as v from 'valibot'
import { newId } from '../../src/db/id.ts'
import { sql } from '../token/sql.ts'
import { type Progress, succeed } from './step.ts'
import type { Tools } from './tools.ts'

const Identity = v.object({ address: v.optional(v.string()), name: v.optional(v.string()) })
const Rows = v.array(v.object({ results: v.array(v.object({ value: v.pipe(v.string(), v.parseJson(), Identity) })) }))

/** Sets the site's address and name: what was asked for, and an address when there is none. */
export async function settle(tools: Tools, progress: Progress): Promise<string> {
  const { options, deployed } = progress
  const before = await findIdentity(tools)
  const address = options.address ?? (before.address ? undefined : (deployed ?? undefined))
  progress.address = address ?? before.address ?? null
  const changed = {
    ...(address && address !== before.address ? { address } : {}),
    ...(options.name && options.name !== before.name ? { name: options.name } : {}),
  }
  if (!progress.address) throw new Error('The site has no address, and Wrangler named none. Give --address.')
  if (Object.keys(changed).length === 0) return `It is ${progress.address}; it stays.`
  await ask(tools, write(changed, new Date()))
  return `It is ${progress.address}.`
}

async function findIdentity(tools: Tools): Promise<v.InferOutput<typeof Identity>> {
  const answer = await ask(tools, sql`select value from settings where name = ${'identity'}`)
  const [found] = v.parse(v.pipe(v.string(), v.parseJson(), Rows), answer)
  return found?.results[0]?.value ?? {}
}

// What `writeSettings` and `change` do, as text: the outbox row lets the clock purge every page that shows it.
function write(values: Record<string, string>, now: Date): string {
  const json = JSON.stringify(values)
  const at = now.getTime()
  const setting = sql`insert into settings (name, value, updated_at) values (${'identity'}, ${json}, ${at})
    on conflict (name) do update set value = json_patch(value, ${json}), updated_at = ${at}`
  const purge = sql`insert into purges (id, tags, created_at) values (${newId()}, ${'["site"]'}, ${at})`
  return `${setting}; ${purge}`
}

const ask = (tools: Tools, text: string) =>
  succeed(tools, ['d1', 'execute', 'DB', '--remote', '--json', '--command', text])
