import type { Context, Next } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { programs } from './api/programs.ts'
import { read } from './db/read.ts'
import type { Env } from './env.ts'
import { articleFeeds } from './feeds/articles.ts'
import { commentFeeds } from './feeds/comments.ts'
import { crawlerDoor } from './feeds/crawlers.ts'
import { markdownDoor } from './feeds/markdown.ts'
import { oembedDoor } from './feeds/oembed.ts'
import { sitemaps } from './feeds/sitemaps.ts'
import { problemOf } from './http/failure.ts'
import { Hono } from './http/hono.ts'
import { open } from './http/open.ts'
import { problem, problemJson, told } from './http/problem.ts'
import { security } from './http/security.ts'
import { lastKnownGood, siteAway } from './http/survive.ts'
import { switched } from './http/switches.ts'
import { newsroomDoor } from './newsroom/door.tsx'
import { type Site, siteQuery } from './settings/site.ts'
import { archivePages } from './site/archive.tsx'
import { articlePage } from './site/article.tsx'
import { commentsDoor } from './site/comments.tsx'
import { correctionsPage } from './site/corrections.tsx'
import { frontPage } from './site/front.tsx'
import { healthPage } from './site/health.ts'
import { historyDoor } from './site/history.tsx'
import { listPages } from './site/lists.tsx'
import { mediaDoor } from './site/media.ts'
import { missing } from './site/missing.ts'
import { moderateDoor } from './site/moderate.tsx'
import { principlesPage } from './site/principles.tsx'
import { privacyPage } from './site/privacy.tsx'
import { privacyCopy } from './site/privacy-copy.tsx'
import { privacyRequests } from './site/privacy-request.tsx'
import { readsDoor } from './site/reads.ts'
import { searchPage } from './site/search.tsx'
import { subscriptionDoor } from './site/subscription.tsx'
import { ProblemPage } from './ui/problem-page.tsx'
import { sheetHashes } from './ui/style.ts'

/** The URL map: every mount, every guard, the one error handler. */
export const app = new Hono<Env>()
  .use(security(sheetHashes))
  .use(open)
  .use(switched)

  // Readers
  .route('/', frontPage)
  .route('/', articlePage)
  .route('/', historyDoor)
  .route('/', correctionsPage)
  .route('/', archivePages)
  .route('/', listPages)
  .route('/', searchPage)
  .route('/', principlesPage)
  .route('/', privacyPage)
  .route('/', privacyRequests)
  .route('/', privacyCopy)
  .route('/', moderateDoor)
  .route('/', subscriptionDoor)
  .route('/', commentsDoor)
  .route('/', readsDoor)
  .route('/', mediaDoor)
  .route('/', healthPage)

  // Editors
  .route('/', newsroomDoor)

  // Feed readers and crawlers
  .route('/', articleFeeds)
  .route('/', commentFeeds)
  .route('/', markdownDoor)
  .route('/', oembedDoor)
  .route('/', sitemaps)
  .route('/', crawlerDoor)

  // Programs: each route has its guard, or is public by name
  .use('/api/*', knowItself)
  .route('/api', programs)

app.use(
  methodNotAllowed({
    app,
    onMethodNotAllowed: (_, methods) => {
      const headers = { Allow: methods.join(', ') }
      throw problem(405, 'method-not-allowed', { title: (w) => w.method, headers })
    },
  }),
)

app.notFound(async (c) => {
  if (isApi(c)) return problemJson(problem(404, 'not-found', { title: 'There is no such route' }))
  // As it was sent: decoded, "/%5Cother.example" would be another site. Slashes at the front go for the same reason.
  const { pathname } = new URL(c.req.url)
  if (pathname.length > 1 && pathname.endsWith('/')) return c.redirect(`/${pathname.replace(/^\/+|\/+$/g, '')}`, 301)
  c.set('isUnknown', true)
  return answerError(await missing(c.var.reader, c.req.path, c.var.now), c)
})

app.onError(answerError)

async function answerError(error: Error, c: Context<Env>): Promise<Response> {
  if (error instanceof HTTPException && error.res) return error.getResponse()
  const failed = problemOf(error)
  if (isApi(c)) return problemJson(failed)
  const copy = await lastKnownGood(c, failed)
  if (copy) return copy
  const { status, says, headers } = failed
  const site = await siteFor(c, status)
  const title = told(says.title, site.language)
  const detail = says.detail && told(says.detail, site.language)
  return c.html(<ProblemPage site={site} status={status} title={title} detail={detail} />, status, headers)
}

// An error page wears the paper's name, unless asking for it is what failed.
async function siteFor(c: Context<Env>, status: number): Promise<Site> {
  if (status >= 500) return siteAway(c)
  return read(c.var.reader, siteQuery()).then(
    ([site]) => site,
    () => siteAway(c),
  )
}

// Handed in as a value, as doors do not import the map they are on.
async function knowItself(c: Context<Env>, next: Next): Promise<void> {
  c.set('ask', async (path, headers) =>
    app.fetch(new Request(new URL(path, c.req.url), { headers }), c.env, c.executionCtx),
  )
  await next()
}

const isApi = (c: Context<Env>) => c.req.path === '/api' || c.req.path.startsWith('/api/')
