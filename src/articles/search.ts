import { sql } from 'drizzle-orm'
import { asJson, build, prepared, type Query } from '../db/read.ts'
import { articles, articleTopics, bylines } from '../db/tables/articles.ts'
import { quoted, type Sought, type Term } from '../text/search-query.ts'
import { cardFields } from './card.ts'
import { type Card, PAGE } from './list.ts'

/** Around what matched, in headlines and snippets: private characters, for whoever shows them to turn into markup. */
export const MARKS = ['\ue001', '\ue002'] as const

/** Matches that are ranked: the newest. */
export const RANKED = 500

// FTS5 chooses a snippet in the square of the places that match: a second for a very long text and a common word.
const SNIPPED = 30_000

export interface Hit extends Card {
  score: number
  /** The row of the index, as text: it has more digits than a number. */
  row: string
  /** How many match, `RANKED` at most. */
  found: number
  /** Headline, standfirst and a piece of the body, marked; null when only a name matched. */
  marked: [headline: string, standfirst: string, body: string] | null
}

/** Where a page of results ends. */
export type Rank = Pick<Hit, 'score' | 'row'>

/** What the paper knows of a query's terms, by their number. */
export interface Known {
  key: number
  mark: string
}

/** Filters: ids of a section and an author, and a time. */
export interface Within {
  section?: number | undefined
  author?: number | undefined
  from?: Date | undefined
  until?: Date | undefined
}

const value = sql.placeholder

/**
 * Whether readers see an article by the author, or on the topic, that `n`, a row of `search_names`, names. No other
 * name has a say, or drafts and desks would change pages of results, and tell of themselves by it.
 */
export const isPublic = sql`case n.rowid & 1
  when 0 then exists (select 1 from ${bylines} b where b.author_id = n.rowid >> 1 and b.listed_at <= ${value('now')})
  else exists (select 1 from ${articleTopics} t where t.topic_id = n.rowid >> 1 and t.listed_at <= ${value('now')}) end`

const names = prepared(() =>
  build
    .select({
      key: sql<number>`w.key`.as('key'),
      mark: sql<string>`char(57344) || case n.rowid & 1 when 0 then 'a' else 't' end || (n.rowid >> 1) || char(57344)`.as(
        'mark',
      ),
    })
    .from(sql`json_each(${value('terms')}) w cross join search_names n on n.search_names match w.value`)
    .where(isPublic)
    .limit(100),
)

// A word of two letters is found by the triples that begin with it.
const triples = prepared(() =>
  build
    .select({ key: sql<number>`w.key`.as('key'), mark: sql<string>`l.term`.as('mark') })
    .from(
      sql`json_each(${value('terms')}) w cross join search_letters l
        on l.term >= w.value and l.term < w.value || char(1114111)`,
    )
    .limit(200),
)

/** Authors and topics whose names match a term, of those that a reader can know of. */
export const namesQuery = ({ terms, unspaced }: Sought, now: Date): Query<Known[]> =>
  names({
    terms: JSON.stringify(terms.map((term) => word({ ...term, prefix: term.prefix || unspaced }))),
    now: now.getTime(),
  })

/** For scripts without spaces: what terms shorter than three letters stand for. */
export const triplesQuery = ({ terms, unspaced }: Sought): Query<Known[]> =>
  triples({
    terms: JSON.stringify(unspaced ? terms.map(({ text }) => (isShort(text) ? text.toLowerCase() : null)) : []),
  })

const isShort = (text: string) => Array.from(text).length < 3

const word = ({ text, prefix }: Term): string => quoted(text.replace(/\*+$/, '')) + (prefix ? '*' : '')

// What is typed whole counts twice beside what only begins so.
const spelt = (term: Term, unspaced: boolean): string[] =>
  unspaced ? [quoted(term.text)] : [...new Set([word({ ...term, prefix: false }), word(term)])]

const KEYS_A_YEAR = 131_072 * 31_557_600_000

const indexes = { search: ranked('search'), search_unspaced: ranked('search_unspaced') }

/** The next page of what matches, best first; one hit more than a page shows tells that there is another. */
export function searchQuery(
  { terms, not, unspaced }: Sought,
  known: readonly Known[],
  within: Within,
  page: { now: Date; after?: Rank | undefined },
): Query<Hit[]> {
  const each = terms.map((term, i) => [
    ...spelt(term, unspaced),
    ...known.flatMap(({ key, mark }) => (key === i ? quoted(mark) : [])),
  ])
  const unwanted = not.flatMap((term) => word(term))
  const filed = [within.section && `s${within.section}`, within.author && `a${within.author}`]
  const match = [
    `(${each.map(anyOf).join(' AND ')})${unwanted.length > 0 ? ` NOT ${anyOf(unwanted)}` : ''}`,
    ...filed.flatMap((id) => (id ? `filed : "\ue000${id}\ue000"` : [])),
  ]
  const end = page.now.getTime() + 1
  return indexes[unspaced ? 'search_unspaced' : 'search']({
    match: match.join(' AND '),
    // What begins so includes what is typed whole: half as many places to look at.
    shown: anyOf(each.map((variants, i) => anyOf(terms[i]?.prefix && !unspaced ? variants.slice(1) : variants))),
    from: within.from?.getTime() ?? -6e13,
    until: Math.min(end, within.until?.getTime() ?? end),
    score: page.after?.score ?? Number.MAX_SAFE_INTEGER,
    row: page.after?.row ?? '0',
  })
}

const anyOf = (terms: readonly string[]) => `(${terms.join(' OR ')})`

/**
 * bm25 by column, times two for the newest match and towards one with the years behind it: a score that no clock
 * changes, so that a page of results stays what it is until something is published. Rows come newest first.
 */
function ranked(index: 'search' | 'search_unspaced') {
  const fts = sql.identifier(index)
  const marks = sql`${MARKS[0]}, ${MARKS[1]}`
  const length = index === 'search' ? 32 : 64
  const hits = sql`(select rowid id, bm25(${fts}, 10, 5, 1, 6, 0) bm from ${fts} where ${fts} match ${value('match')}
    and rowid >= cast(${value('from')} as integer) * 131072 and rowid < cast(${value('until')} as integer) * 131072
    order by rowid desc limit ${RANKED})`
  const scored = sql`(select id, count(*) over () found,
    cast(-1e12 * bm * (1 + 1 / (1 + ((max(id) over ()) - id) / ${KEYS_A_YEAR})) as integer) score from ${hits})`
  const page = sql`(select * from ${scored} where (score, id) < (${value('score')}, cast(${value('row')} as integer))
    order by score desc, id desc limit ${PAGE + 1}) p`
  const snippet = sql`case when length(x.body) < ${SNIPPED} then snippet(${fts}, 2, ${marks}, '…', ${length}) else '' end`
  const marked = asJson<Hit['marked']>(
    sql`(select json_array(highlight(${fts}, 0, ${marks}), highlight(${fts}, 1, ${marks}), ${snippet})
      from ${fts} where ${fts} match ${value('shown')} and rowid = p.id)`,
  )
  return prepared(() =>
    build
      .select({
        ...cardFields,
        score: sql<number>`p.score`.as('score'),
        row: sql<string>`cast(p.id as text)`.as('row'),
        found: sql<number>`p.found`.as('found'),
        marked: marked.as('marked'),
      })
      .from(sql`${page} cross join search_texts x on x.id = p.id`)
      .innerJoin(articles, sql`${articles.id} = x.article_id`)
      .orderBy(sql`p.score desc, p.id desc`),
  )
}
