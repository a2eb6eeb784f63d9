import { parseArgs } from 'node:util'

export interface Options {
  port: number
  /** Start over: the local database and everything else under `.wrangler/state` goes first. */
  fresh: boolean
  /** Do not load the sample paper. */
  empty: boolean
}

export const usage = `npm run dev [-- --port N] [-- --fresh] [-- --empty]

  --port N   serve on http://localhost:N (8787)
  --fresh    throw the local database away and start over
  --empty    do not load the sample paper into an empty database`

/** What the command line asks for; a text says why it cannot be understood. */
export function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, fresh: { type: 'boolean' }, empty: { type: 'boolean' } },
    })
    const port = Number(values.port ?? 8787)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return `--port ${values.port}: not a port`
    return { port, fresh: values.fresh ?? false, empty: values.empty ?? false }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
