import type { Bindings } from '../../src/env.ts'

/** The rows of every table, as JSON. */
export type Rows = Map<string, string>

const list = `select name from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'
  and name not like '~_cf%' escape '~' and name not like 'd1~_%' escape '~' and name not like 'search%' and name <> 'listed_months'`

// So do the months, by triggers. The index follows from the rest, and its keys are more than JSON's numbers hold.
const index = `insert into search_texts select key + row_number() over (partition by key order by article_id) - 1,
  article_id, headline, standfirst, body, about, filed, unspaced from search_source`

export async function readTables({ DB }: Bindings): Promise<Rows> {
  const names = await DB.prepare(list).all<{ name: string }>()
  const rows: Rows = new Map()
  for (const { name } of names.results) {
    const { results } = await DB.prepare(`select * from "${name}"`).all()
    if (results.length > 0) rows.set(name, JSON.stringify(results))
  }
  return rows
}

/** Puts them into tables that are empty. */
export async function writeTables({ DB }: Bindings, rows: Rows): Promise<void> {
  const inserts = [...rows].map(([table, json]) => {
    const columns = Object.keys(JSON.parse(json)[0])
    const values = columns.map((column) => `value ->> '${column}'`)
    return DB.prepare(
      `insert into "${table}" (${columns.map((column) => `"${column}"`)}) select ${values} from json_each(?1)`,
    ).bind(json)
  })
  await DB.batch([DB.prepare('pragma defer_foreign_keys = on'), ...inserts, DB.prepare(index)])
}
