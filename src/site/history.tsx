import { historyPath } from '../articles/address.ts'
import { articleQuery } from '../articles/article.ts'
import { historyQuery } from '../articles/history.ts'
import { tag } from '../cache/tags.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { problem } from '../http/problem.ts'
import { knows } from '../http/query.ts'
import { siteQuery } from '../settings/site.ts'
import { HistoryPage } from './history-page.tsx'
import { missing } from './missing.ts'

/** `/2026/11/the-strike/history`: every version that readers saw, and what changed from one to the next. */
export const historyDoor = new Hono<Env>().get(
  '/:year{[0-9]{4}}/:month{[0-9]{2}}/:slug{[a-z0-9-]+}/history',
  knows('before'),
  async (c) => {
    const { now, reader } = c.var
    const path = c.req.path.slice(0, -historyPath('').length)
    const asked = c.req.query('before')
    const before = asked === undefined ? undefined : Number(asked)
    if (before !== undefined && !(Number.isSafeInteger(before) && before > 1)) throw noSuchPage()
    const [site, article, editions] = await read(
      reader,
      siteQuery(),
      unseen(articleQuery(path, now)),
      historyQuery(path, now, before),
    )
    if (!article) throw await missing(reader, path, now, historyPath)
    if (editions.length === 0) throw noSuchPage()
    const state = [asked ?? '', path, article.headline, article.language]
    return keepAtEdge(c, [tag.article(article.id)], { until: null, state }, () =>
      c.html(<HistoryPage site={site} article={article} editions={editions} asked={asked} />),
    )
  },
)

const noSuchPage = () => problem(404, 'not-found', { title: (w) => w.historyPage })
