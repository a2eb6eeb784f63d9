import { parseArgs } from 'node:util'
import { type Scope, scopes } from '../../src/accounts/scopes.ts'
import { cleanLine } from '../../src/text/clean.ts'
import { readExpiry } from './expiry.ts'

export type Command = { remote: boolean } & (
  | { verb: 'create'; name: string; scopes: Scope[]; expiresAt: Date | null }
  | { verb: 'list' }
  | { verb: 'revoke'; which: string }
)

export const usage = `npm run token -- create --name "Ada's laptop" --scopes articles:write,articles:publish [--expires 90d]
npm run token -- list
npm run token -- revoke ID|NAME

  --expires   12h, 90d, 2w, 1y or a date such as 2027-03-31 (UTC); without it the token does not expire
  --remote    the deployed site's database; without it that of npm run dev

Scopes: ${scopes.join(', ')}`

/** What the command line asks for; a text says what is wrong with it. */
export function readCommand(args: string[], now: Date): Command | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        scopes: { type: 'string' },
        expires: { type: 'string' },
        remote: { type: 'boolean', default: false },
      },
    })
    const [verb = '', ...rest] = positionals
    if (verb === 'create' && rest.length === 0) return readCreate(values, now)
    if (verb === 'list' && rest.length === 0) return { verb, remote: values.remote }
    if (verb === 'revoke' && rest.length > 0) return { verb, which: rest.join(' '), remote: values.remote }
    return verb === 'revoke' ? 'Which token? Give its id or its name.' : 'Say create, list or revoke.'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

interface Given {
  name?: string | undefined
  scopes?: string | undefined
  expires?: string | undefined
  remote: boolean
}

function readCreate(given: Given, now: Date): Command | string {
  const name = cleanLine(given.name ?? '')
  if (name === '' || name.length > 100) return '--name: say whose token this is, in at most 100 characters.'
  const wanted = (given.scopes ?? '').split(/[\s,]+/).filter((word) => word !== '')
  if (wanted.length === 0) return '--scopes: say what the token may do.'
  const unknown = wanted.filter((word) => !scopes.some((scope) => scope === word))
  if (unknown.length > 0) return `No such scope: ${unknown.join(', ')}`
  const expiresAt = given.expires === undefined ? null : readExpiry(given.expires, now)
  if (typeof expiresAt === 'string') return expiresAt
  const held = scopes.filter((scope) => wanted.includes(scope))
  return { verb: 'create', name, scopes: held, expiresAt, remote: given.remote }
}
