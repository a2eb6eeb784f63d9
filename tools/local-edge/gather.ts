/** Many runs of the Worker at one moment, whose reads go to each database as one batch, every statement once. */
import { isDatabase } from './database.ts'

/** A read of one run: the name is the same for the same statement with the same values. */
export interface Read {
  name: string
  statement: D1PreparedStatement
  /** What the database answered, as JSON. */
  answer: string
}

/** What one run read; null once it asked in a way that cannot be asked again. */
export interface Record {
  reads: Read[] | null
}

type Ask = (reads: Read[]) => Promise<D1Result[]>

/** Makes an `env` for each run, with everything it reads written into its record. */
export function gather<Env>(env: Env): (record: Record) => Env {
  const asks = new Map<unknown, Ask>()
  return (record) => {
    const given = { ...env }
    for (const name in given) {
      const binding = given[name]
      if (!isDatabase(binding)) continue
      const ask = asks.get(binding) ?? merged(binding)
      asks.set(binding, ask)
      given[name] = recorded(binding, ask, record)
    }
    return given
  }
}

/** Asks the databases again what was read before, all at once; answers JSON by name. */
export async function askAgain<Env>(env: Env, reads: Iterable<Read>): Promise<Map<string, string>> {
  const unique = [...new Map([...reads].map((read) => [read.name, read])).values()]
  const databases = databasesOf(env)
  const [database] = databases
  if (!database || databases.length > 1 || unique.length === 0) return new Map()
  const results = await database.batch(unique.map(({ statement }) => statement))
  return new Map(results.map(({ results }, i) => [unique[i]?.name ?? '', JSON.stringify(results)]))
}

/** How many rows were written since the databases were opened, by whomever; never the same number where one cannot say. */
export async function rowsChanged<Env>(env: Env): Promise<number> {
  const asked = databasesOf(env).map((database) => database.prepare('select total_changes() as n').first<number>('n'))
  const counts = await Promise.all(asked).catch(() => [Number.NaN])
  return counts.reduce<number>((sum, count) => sum + (count ?? Number.NaN), 0)
}

const databasesOf = (env: unknown): D1Database[] =>
  typeof env === 'object' && env !== null ? Object.values(env).filter(isDatabase) : []

/** Calls that come before the loop turns are one batch: a read in it sees what it would see alone. */
function merged(database: D1Database): Ask {
  let waiting: { reads: Read[]; settle: (answers: Promise<D1Result[]>) => void }[] = []
  const send = () => {
    const calls = waiting
    waiting = []
    const unique = new Map(calls.flatMap(({ reads }) => reads).map((read) => [read.name, read.statement]))
    const names = [...unique.keys()]
    const sent = database.batch([...unique.values()]).then((results) => new Map(results.map((r, i) => [names[i], r])))
    for (const { reads, settle } of calls)
      settle(sent.then((results) => reads.map(({ name }) => results.get(name)).filter((r) => r !== undefined)))
  }
  return (reads) =>
    new Promise((resolve) => {
      waiting.push({ reads, settle: resolve })
      if (waiting.length === 1) setTimeout(send, 0)
    })
}

const statements = new WeakMap<D1PreparedStatement, Omit<Read, 'answer'>>()
const texts = new Map<string, number>()

function recorded<Source extends D1Database>(database: Source, ask: Ask, record: Record): Source {
  return new Proxy(database, {
    get(target, key) {
      if (key === 'prepare') return (query: string) => named(target.prepare(query), query, [], record)
      if (key === 'batch') return (given: D1PreparedStatement[]) => batch(target, ask, given, record)
      record.reads = null
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function named(statement: D1PreparedStatement, query: string, values: unknown[], record: Record): D1PreparedStatement {
  const proxy = new Proxy(statement, {
    get(target, key) {
      if (key === 'bind') return (...bound: unknown[]) => named(target.bind(...bound), query, bound, record)
      // Asked by itself: it goes as it is.
      record.reads = null
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  if (!texts.has(query)) texts.set(query, texts.size)
  if (/^\s*select\b/i.test(query)) {
    statements.set(proxy, { name: `${texts.get(query)} ${JSON.stringify(values)}`, statement })
  }
  natives.set(proxy, statement)
  return proxy
}

const natives = new WeakMap<D1PreparedStatement, D1PreparedStatement>()

async function batch(database: D1Database, ask: Ask, given: D1PreparedStatement[], record: Record) {
  const reads = given.flatMap((each) => statements.get(each) ?? [])
  if (reads.length < given.length) {
    record.reads = null
    return database.batch(given.map((each) => natives.get(each) ?? each))
  }
  const results = await ask(reads.map((read) => ({ ...read, answer: '' })))
  reads.forEach((read, i) => {
    record.reads?.push({ ...read, answer: JSON.stringify(results[i]?.results) })
  })
  return results.map((result) => ({ ...result, results: result.results.map(copyOf) }))
}

/** Runs share an answer, and none may see what another makes of it. */
const copyOf = <Row>(row: Row): Row => (typeof row === 'object' && row !== null ? { ...row } : row)
