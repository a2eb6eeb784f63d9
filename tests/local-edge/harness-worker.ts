/** A small Worker with a database, behind the edge, as `worker.ts` is for the site. */
import { drizzle } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { withLocalEdge } from '../../tools/local-edge/edge.ts'

interface Env {
  DB: D1Database
}

const pages = sqliteTable('pages', { id: integer(), body: text(), edited: integer() })

const worker: ExportedHandler<Env> = {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    if (pathname === '/setup') return setUp(env.DB)
    if (pathname === '/edit') return edit(env.DB, ctx)
    if (pathname === '/drizzle') return throughDrizzle(env.DB)
    if (pathname === '/private') return new Response('mine', { headers: { 'cache-control': 'private' } })
    if (pathname === '/broken') throw new Error('This page is broken.')
    if (pathname === '/later') ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 50)))
    const row = await env.DB.withSession('first-primary')
      .prepare('select body, edited from pages where id = ?')
      .bind(1)
      .first<{ body: string; edited: number }>()
    await new Promise((resolve) => setTimeout(resolve, 20))
    return new Response(`${row?.body} ${row?.edited}`, {
      headers: {
        'content-type': 'text/plain',
        'cache-control': 'no-cache',
        'cloudflare-cdn-cache-control': 'max-age=600, stale-while-revalidate=60',
        'cache-tag': 'page:1',
        etag: `W/"${row?.edited}"`,
      },
    })
  },
  async scheduled(_controller, env, ctx) {
    ctx.waitUntil(edit(env.DB, ctx))
  },
}

async function setUp(db: D1Database): Promise<Response> {
  await db.exec('create table if not exists pages (id integer primary key, body text, edited integer)')
  await db.batch([
    db.prepare('delete from pages'),
    db.prepare('insert into pages values (?, ?, ?)').bind(1, 'edition', 0),
  ])
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}

async function edit(db: D1Database, ctx: ExecutionContext): Promise<Response> {
  await db.batch([db.prepare('update pages set edited = edited + 1')])
  const purged = await ctx.cache?.purge({ tags: ['page:1'] })
  return Response.json({ purged, at: new Date().toISOString() }, { headers: { 'cache-control': 'no-store' } })
}

/** Three statements in two round trips, as an app with Drizzle sends them. */
async function throughDrizzle(database: D1Database): Promise<Response> {
  const db = drizzle(database)
  const [first, second] = await db.batch([db.select().from(pages), db.select({ body: pages.body }).from(pages)])
  const third = await db.select().from(pages)
  return Response.json([first, second, third], { headers: { 'cache-control': 'no-store' } })
}

export default withLocalEdge(worker)
