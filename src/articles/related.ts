import { and, desc, eq, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { articles, articleTopics, related } from '../db/tables/articles.ts'
import { plainText } from '../text/excerpt.ts'
import { isUnspaced, quoted } from '../text/search-query.ts'
import { frequentWords, rarity } from '../text/weighty.ts'
import { BY_HAND } from './chosen.ts'
import type { Links } from './links.ts'
import { RANKED } from './search.ts'
import { isSoughtAnew } from './search-write.ts'
import type { Stored } from './stored.ts'

/** How well two articles go together: a thousand for every heavy word of the one in the other, and besides: */
const SHARED_TOPIC = 300
const SAME_SECTION = 50
/** Less is chance. */
const LEAST_WORDS = 150
/** From here on an older article may lead to a newer one. */
const GOOD = 250

/** Shown. Twice as many are kept: some are withdrawn, or wait for their moment. */
const SHOWN = 4
const KEPT = 8
const CANDIDATES = 20
const TERMS = 10
// What bm25 gives one word at most, in its rarity: k1 + 1.
const MOST_OF_A_WORD = 2.2

interface Match {
  id: number
  score: number
}

interface Related {
  statements: Statement[]
  /** A SELECT of the tags of pages that may lead here now, for the commit. */
  found: SQL | undefined
}

/**
 * Finds what to read after an article when it is published, or published otherwise than before: what shares its heavy
 * words and topics. Older ones lead to it where it is among the best they have.
 */
export async function relate(
  db: Database,
  before: Stored | null,
  article: Stored,
  links: Links,
  now: Date,
): Promise<Related> {
  const { id, listedAt } = article
  const isListedAnew = listedAt !== null && isSoughtAnew(before, article)
  const isChosenAnew = JSON.stringify(before?.related ?? []) !== JSON.stringify(article.related)
  if (!isListedAnew && !isChosenAnew) return { statements: [], found: undefined }
  const matches = listedAt ? await findMatches(db, before, article, links, now) : []
  return {
    statements: [...forward(db, before, article, matches), ...backward(db, id, isListedAnew ? matches : [])],
    found: isListedAnew ? leadingHere(id) : undefined,
  }
}

// Pages that lead here, or did and will again: one that is away is not among their tags.
const leadingHere = (id: number) => sql`select 'beside:' || article_id from ${related} where related_id = ${id}`

function forward(db: Database, before: Stored | null, { id: articleId, related: chosen }: Stored, found: Match[]) {
  const byHand = chosen.map((id, i) => ({ id, score: BY_HAND + SHOWN - i }))
  const others = found.filter(({ id }) => !chosen.includes(id))
  const rows = [...byHand, ...others]
    .slice(0, KEPT)
    .map(({ id, score }) => ({ articleId, position: id, relatedId: id, score }))
  return [
    ...(before ? [db.delete(related).where(eq(related.articleId, articleId))] : []),
    ...(rows.length > 0 ? [db.insert(related).values(rows)] : []),
  ]
}

// In SQL, as part of the commit: of two that are published at once each finds what the other left.
function backward(db: Database, id: number, matches: Match[]): Statement[] {
  const good = matches.filter(({ score }) => score >= GOOD).slice(0, KEPT)
  if (good.length === 0) return []
  const among = sql`json_each(${JSON.stringify(good)}) w`
  const of = sql`r.article_id = w.value ->> 'id'`
  const added = db.insert(related).select(sql`
    select w.value ->> 'id', ${id}, ${id}, w.value ->> 'score' from ${among}
    where not exists (select 1 from ${related} r where ${of} and r.related_id = ${id})
      and (select count(*) from ${related} r where ${of} and r.score >= w.value ->> 'score') < ${SHOWN}`)
  const surplus = db.delete(related).where(sql`(article_id, position) in (
    select k.article_id, k.position from (select r.article_id, r.position,
      row_number() over (partition by r.article_id order by r.score desc, r.position) place
      from ${among} cross join ${related} r on ${of}) k where k.place > ${KEPT})`)
  return [added, surplus]
}

/** Articles that readers can see now, the best first; of equals the newest. */
async function findMatches(db: Database, before: Stored | null, article: Stored, links: Links, now: Date) {
  const heavy = await heavyWords(db, before, article)
  const [head, ...rest] = [...linkedQueries(db, article, links, now), ...byWords(db, article, heavy, now)]
  const rows = head ? (await db.batch([head, ...rest])).flat() : []
  const found = new Map<number, Match & { at: number }>()
  for (const { id, at, points } of rows) {
    const score = (found.get(id)?.score ?? 0) + points
    found.set(id, { id, score, at: at?.getTime() ?? 0 })
  }
  return [...found.values()].sort((a, b) => b.score - a.score || b.at - a.at).slice(0, CANDIDATES)
}

interface Heavy {
  terms: string[]
  /** What a text that is full of them all would score. */
  most: number
  unspaced: boolean
}

// The commonest of its words is in nearly every article, and so tells how many there are.
async function heavyWords(db: Database, before: Stored | null, article: Stored): Promise<Heavy> {
  const { headline, standfirst, bodyHtml } = article
  const unspaced = isUnspaced(headline)
  const parts = [
    { text: headline, weight: 4 },
    { text: standfirst, weight: 2 },
    { text: plainText(bodyHtml), weight: 1 },
  ]
  const words = frequentWords(parts, unspaced)
  const vocabulary = sql.identifier(unspaced ? 'search_letters' : 'search_words')
  const known = await db.all<{ term: string; documents: number }>(
    sql`select t.term, t.doc documents from json_each(${JSON.stringify([...words.keys()])}) w
      cross join ${vocabulary} t on t.term = w.value`,
  )
  const all = Math.max(0, ...known.map(({ documents }) => documents))
  // A word that only this article has leads nowhere.
  const own = before?.listedAt ? 1 : 0
  const heavy = known
    .filter(({ documents }) => documents > own)
    .map(({ term, documents }) => ({ term, rare: rarity(documents, all) }))
    .map(({ term, rare }) => ({ term, rare, weight: rare * (1 + Math.log(words.get(term) ?? 1)) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TERMS)
  const most = MOST_OF_A_WORD * heavy.reduce((sum, { rare }) => sum + rare, 0)
  return { terms: heavy.map(({ term }) => term), most, unspaced }
}

// As in a search, only the newest matches are ranked. The commonest words of another language are rare in the paper.
function byWords(db: Database, { id, language }: Stored, { terms, most, unspaced }: Heavy, now: Date) {
  if (terms.length === 0) return []
  const fts = sql.identifier(unspaced ? 'search_unspaced' : 'search')
  const hits = sql`(select rowid id, bm25(${fts}, 10, 5, 1, 0, 0) bm from ${fts}
    where ${fts} match ${terms.map(quoted).join(' OR ')} and rowid < cast(${now.getTime() + 1} as integer) * 131072
    order by rowid desc limit ${RANKED}) h`
  const points = sql<number>`cast(-1000 * h.bm / ${most} as integer)`
  return [
    db
      .select({ id: sql<number>`x.article_id`, at: sql<Date>`x.id / 131072`.mapWith(articles.listedAt), points })
      .from(sql`${hits} cross join search_texts x on x.id = h.id`)
      .innerJoin(articles, and(sql`${articles.id} = x.article_id`, eq(articles.language, language)))
      .where(sql`x.article_id <> ${id} and -1000 * h.bm / ${most} >= ${LEAST_WORDS}`)
      .orderBy(sql`h.bm, x.id desc`)
      .limit(CANDIDATES),
  ]
}

function linkedQueries(db: Database, { id }: Stored, { topics, newTopics, section }: Links, now: Date) {
  // A topic that is made now is on no other article; and D1's Free plan counts the queries of a request.
  const ofTopics = topics
    .filter((topic) => !newTopics.includes(topic))
    .map((topic) =>
      db
        .select({ id: articleTopics.articleId, at: articleTopics.listedAt, points: sql<number>`${SHARED_TOPIC}` })
        .from(articleTopics)
        .where(
          and(eq(articleTopics.topicId, topic.id), lte(articleTopics.listedAt, now), ne(articleTopics.articleId, id)),
        )
        .orderBy(desc(articleTopics.listedAt))
        .limit(CANDIDATES),
    )
  if (!section) return ofTopics
  const ofSection = db
    .select({ id: articles.id, at: articles.listedAt, points: sql<number>`${SAME_SECTION}` })
    .from(articles)
    .where(and(eq(articles.sectionId, section.id), lte(articles.listedAt, now), ne(articles.id, id)))
    .orderBy(desc(articles.listedAt))
    .limit(CANDIDATES)
  return [...ofTopics, ofSection]
}
