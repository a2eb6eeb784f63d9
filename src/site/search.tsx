import type { Context } from 'hono'
import { cardTags } from '../articles/card.ts'
import { authorQuery, sectionQuery } from '../articles/desks.ts'
import { nextListedQuery } from '../articles/list.ts'
import { type Known, namesQuery, type Rank, searchQuery, triplesQuery, type Within } from '../articles/search.ts'
import { corrected, nearQuery } from '../articles/search-spelling.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { visitorOf } from '../http/visitor.ts'
import { siteQuery } from '../settings/site.ts'
import { dayStart } from '../text/dates.ts'
import { LONGEST_QUERY, parseQuery, type Sought } from '../text/search-query.ts'
import { slugify } from '../text/slug.ts'
import type { Asked } from '../ui/search-form.tsx'
import { resultsOf, SearchPage } from './search-page.tsx'

const DAY = 86_400_000

/**
 * `/search?q=`: whatever is asked gets an answer. Kept at the edge like every list, since a query that many ask costs the
 * database once; what is not there is counted by address, as no page costs more.
 */
export const searchPage = new Hono<Env>().get(
  '/search',
  knows('q', 'section', 'author', 'from', 'to', 'after'),
  async (c) => {
    const { now, reader } = c.var
    const asked = askedOf(c)
    const sought = parseQuery(asked.q)
    const isBlank = sought.terms.length === 0
    if (!isBlank) await count(c)
    const [site, section, author, names, triples] = await read(
      reader,
      siteQuery(),
      unseen(sectionQuery(asked.section)),
      unseen(authorQuery(asked.author && slugify(asked.author))),
      unseen(namesQuery(sought, now)),
      unseen(triplesQuery(sought)),
    )
    // What is filtered by nothing there is, has no number that anything has.
    const within: Within = {
      section: asked.section ? (section?.id ?? -1) : undefined,
      author: asked.author ? (author?.id ?? -1) : undefined,
      from: dayOf(asked.from, site.timeZone, 0),
      until: dayOf(asked.to, site.timeZone, 1),
    }
    const find = (what: Sought, known: readonly Known[], after?: Rank) =>
      searchQuery(what, known, within, { now, after })
    const after = rankOf(c.req.query('after'))
    const [hits, next] = isBlank
      ? [[], null]
      : await read(reader, unseen(find(sought, [...names, ...triples], after)), nextListedQuery(now))
    const better = isBlank || hits.length > 0 || after ? null : await meant(c, asked.q, sought, find)
    const tags = hits.flatMap(cardTags)
    const results = resultsOf(hits, better)
    const state = [new URL(c.req.url).search, JSON.stringify(results)]
    return keepAtEdge(c, ['search', ...tags], { until: next, state }, () =>
      c.html(<SearchPage site={site} asked={asked} results={results} isBlank={isBlank} isFirst={!after} />),
    )
  },
)

function askedOf(c: Context<Env>): Asked {
  const text = (name: string) => (c.req.query(name) ?? '').slice(0, LONGEST_QUERY)
  return { q: text('q'), section: text('section'), author: text('author'), from: text('from'), to: text('to') }
}

async function count(c: Context<Env>): Promise<void> {
  const { success } = await c.env.SEARCH_LIMIT.limit({ key: visitorOf(c).address })
  if (success) return
  throw problem(429, 'too-many-requests', {
    title: (w) => w.searches,
    headers: { 'Retry-After': '60' },
  })
}

/** What the reader may have meant: never a word that nothing visible has, for it may come from tomorrow's article. */
async function meant(
  c: Context<Env>,
  q: string,
  sought: Sought,
  find: (what: Sought, known: readonly Known[]) => ReturnType<typeof searchQuery>,
): Promise<string | null> {
  const { now, reader } = c.var
  const [near] = await read(reader, unseen(nearQuery(sought, now)))
  const better = corrected(q, sought, near)
  if (!better) return null
  const what = parseQuery(better)
  const [names] = await read(reader, unseen(namesQuery(what, now)))
  const [hits] = await read(reader, unseen(find(what, names)))
  return hits.length > 0 ? better : null
}

/** The start of a day such as `2026-11-22`, or of one that many days after it; undefined where there is none. */
function dayOf(text: string, timeZone: string, later: number): Date | undefined {
  if (!/^(?:1[6-9]|2\d)\d\d-\d\d-\d\d$/.test(text)) return undefined
  const wall = Date.parse(text)
  // 31 February is read as 3 March.
  const isDay = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(text)
  return isDay ? dayStart(wall + later * DAY, timeZone) : undefined
}

function rankOf(text = ''): Rank | undefined {
  const [, score, row] = /^(\d{1,15})-(-?\d{1,18})$/.exec(text) ?? []
  return score && row ? { score: Number(score), row } : undefined
}
