import { sql } from 'drizzle-orm'
import { build, prepared, type Query } from '../db/read.ts'
import type { Sought } from '../text/search-query.ts'
import { distance, folded, slips } from '../text/spelling.ts'
import { isPublic } from './search.ts'

/** A word that the paper has, and in how many of its articles (or names). */
interface Word {
  term: string
  documents: number
}

const value = sql.placeholder
const columns = { term: sql<string>`t.term`.as('term'), documents: sql<number>`t.doc`.as('documents') }
const ofName = { ...columns, documents: sql<number>`1`.as('documents') }
const likely = (vocabulary: string) =>
  sql`json_each(${value('words')}) w cross join ${sql.identifier(vocabulary)} t on t.term = w.value`

// The vocabularies know words of tomorrow's articles, and names that stand in drafts alone.
const inText = sql`exists (select 1 from search where search match '"' || t.term || '"'
  and rowid < cast(${value('now')} + 1 as integer) * 131072)`
const inName = sql`exists (select 1 from search_names n where n.search_names match '"' || t.term || '"' and ${isPublic})`

const near = prepared(() =>
  build
    .select(columns)
    .from(likely('search_words'))
    .where(inText)
    .unionAll(build.select(ofName).from(likely('search_name_words')).where(inName))
    .unionAll(
      build
        .select(columns)
        .from(
          sql`json_each(${value('beginnings')}) w cross join search_words t
            on t.term >= w.value and t.term < w.value || char(1114111)`,
        )
        .where(inText),
    )
    .limit(500),
)

/** Words of what readers see that a query may have meant: one slip away, or two in words that begin with the same four letters. */
export function nearQuery(sought: Sought, now: Date): Query<Word[]> {
  const words = wordsOf(sought)
  const beginnings = words.filter((word) => word.length > 5).map((word) => word.slice(0, 4))
  return near({
    words: JSON.stringify([...words, ...words.flatMap(slips)]),
    beginnings: JSON.stringify(beginnings),
    now: now.getTime(),
  })
}

/** The query with each word that the paper does not have put right, or null when there is nothing to put right. */
export function corrected(query: string, sought: Sought, known: readonly Word[]): string | null {
  let better = query
  for (const word of sought.terms.flatMap(({ text }) => text.match(letters) ?? [])) {
    const right = nearest(folded(word), known)
    if (right !== folded(word)) better = better.replace(word, right)
  }
  return better === query ? null : better
}

const letters = /[\p{L}\p{N}\p{M}]+/gu

// A slip takes a few letters to be one.
const wordsOf = ({ terms }: Sought) =>
  terms
    .flatMap(({ text }) => text.match(letters) ?? [])
    .map(folded)
    .filter((word) => word.length > 3 && word.length < 20)
    .slice(0, 4)

function nearest(word: string, known: readonly Word[]): string {
  const ranked = known
    .map(({ term, documents }) => ({ term, documents, far: distance(word, term) }))
    .filter(({ far }) => far <= (word.length > 5 ? 2 : 1))
    .sort((a, b) => a.far - b.far || b.documents - a.documents)
  return ranked[0]?.term ?? word
}
