import * as v from 'valibot'
import { deployedAddress } from './records.ts'
import { settle } from './settings.ts'
import { smoke } from './smoke.ts'
import { type Step, succeed } from './step.ts'
import type { Tools } from './tools.ts'

const check = async (tools: Tools) => {
  if (!(await tools.check())) throw new Error('The check found something.')
  return 'Types, lint and format are well.'
}

const Secrets = v.pipe(v.string(), v.parseJson(), v.array(v.object({ name: v.string() })))

/** In this order: the first deployment makes the database that the migrations need. */
export const steps: Step[] = [
  { title: 'Check the code', run: check, rehearse: check, help: 'See: npm run check' },
  {
    title: 'Deploy the Worker',
    run: async (tools, progress) => {
      const { code, records } = await tools.wranglerHere(['deploy'])
      if (code !== 0) throw new Error('Wrangler did not deploy the Worker.')
      progress.deployed = deployedAddress(records)
      return `Deployed${progress.deployed ? ` at ${progress.deployed}` : ''}.`
    },
    rehearse: async (tools) => {
      const { code } = await tools.wranglerHere(['deploy', '--dry-run'])
      if (code !== 0) throw new Error('Wrangler could not build the Worker.')
      return 'It builds.'
    },
    help: 'Not signed in? npx wrangler login. By hand: npx wrangler deploy',
  },
  {
    title: 'Make the secret',
    run: async (tools) => {
      const listed = await succeed(tools, ['secret', 'list', '--format', 'json'])
      const secrets = v.parse(Secrets, listed)
      if (secrets.some(({ name }) => name === 'DATELINE_SECRET')) return 'DATELINE_SECRET is there already; it stays.'
      await succeed(tools, ['secret', 'put', 'DATELINE_SECRET'], tools.newSecret())
      return 'Made DATELINE_SECRET. Nobody has seen it, and nobody needs to.'
    },
    help: 'Until then comments answer 503. By hand: npx wrangler secret put DATELINE_SECRET (32 random characters or more)',
  },
  {
    title: 'Migrate the database',
    run: async (tools) => {
      const output = await succeed(tools, ['d1', 'migrations', 'apply', 'DB', '--remote'])
      return output.includes('No migrations to apply') ? 'Nothing to migrate.' : 'Migrated.'
    },
    help: 'A migration that fails leaves the database as it was before it. By hand: npx wrangler d1 migrations apply DB --remote',
  },
  {
    title: 'Set the site address',
    run: settle,
    help: 'By hand: PATCH /api/settings with {"identity":{"address":"https://…"}}',
  },
  { title: 'Ask the site', run: smoke, help: 'A new address may take minutes to be known. Look at: npx wrangler tail' },
]
