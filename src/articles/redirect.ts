import { desc, eq, sql } from 'drizzle-orm'
import type { Database, Statement } from '../db/database.ts'
import { articles, redirects } from '../db/tables/articles.ts'
import type { Place } from './list.ts'

/** An old address and where it leads: to an article, wherever that is now, or to a fixed path. */
export interface Redirect {
  id: number
  path: string
  target: string | null
  articleId: number | null
  createdAt: Date
}

const HOME = 'http://paper.invalid'
/** Doors that answer every path of theirs, so that no redirect is ever asked. */
const NEVER_ASKED = /^\/(?:api|newsroom)(?:\/|$)/

/** A path as the router reads it (percent-decoded, without final slash); null for what cannot be an old address. */
export function requestPath(text: string): string | null {
  const url = ownUrl(text)
  if (!url || url.search || url.hash) return null
  const path = decoded(url.pathname)?.replace(/\/+$/, '')
  return path && !NEVER_ASKED.test(path) ? path : null
}

/** A path of ours as a Location says it, or null: what a browser would take to another host is none. */
export function ownTarget(text: string): string | null {
  const url = ownUrl(text)
  return url && url.pathname + url.search + url.hash
}

// Read as browsers read it: "/\evil.example" and "/<tab>/evil.example" leave the host, "/.//evil.example" does later.
function ownUrl(text: string): URL | null {
  const url = text.startsWith('/') ? URL.parse(text, HOME) : null
  return url?.origin === HOME && !url.pathname.startsWith('//') ? url : null
}

function decoded(pathname: string): string | null {
  try {
    return decodeURI(pathname.replaceAll('%25', '%2525'))
  } catch {
    return null
  }
}

/** Newest first, or the one at `path`. */
export const listRedirects = (
  db: Database,
  { path, before, limit }: { path?: string | undefined; before?: Place | undefined; limit: number },
): Promise<Redirect[]> =>
  db
    .select({
      id: sql<number>`${redirects}.rowid`.as('id'),
      path: redirects.path,
      target: sql<string | null>`coalesce(${articles.path}, ${redirects.target})`.as('target'),
      articleId: redirects.articleId,
      createdAt: redirects.createdAt,
    })
    .from(redirects)
    .leftJoin(articles, eq(articles.id, redirects.articleId))
    .where(path === undefined ? before && sql`${redirects}.rowid < ${before.id}` : eq(redirects.path, path))
    .orderBy(desc(sql`${redirects}.rowid`))
    .limit(limit)

/** The newest old addresses and where they lead, but those where a section or an author is to be found again. */
export const listWays = (db: Database, limit: number): Promise<{ path: string; target: string }[]> =>
  db.all(sql`select r.path, coalesce(a.path, r.target) target from redirects r left join articles a on a.id = r.article_id
    where coalesce(a.path, r.target) is not null
    and not (r.path like '/sections/%' and exists (select 1 from sections s where s.slug = substr(r.path, ${'/sections/'.length + 1})))
    and not (r.path like '/authors/%' and exists (select 1 from authors w where w.slug = substr(r.path, ${'/authors/'.length + 1})))
    order by r.rowid desc limit ${limit}`)

/** Whether an article has this address, public or not: an address in use is no old one. */
export async function isArticlePath(db: Database, path: string): Promise<boolean> {
  const found = await db.select({ id: articles.id }).from(articles).where(eq(articles.path, path))
  return found.length > 0
}

// No page that the edge keeps shows a redirect, and a 404 is never kept: nothing has to be purged.
export const insertRedirect = (db: Database, path: string, target: string, now: Date): Statement =>
  db.insert(redirects).values({ path, target, articleId: null, createdAt: now })

export const deleteRedirect = (db: Database, path: string): Statement =>
  db.delete(redirects).where(eq(redirects.path, path))

/** What readers find at a page's old address once it has another; a page that returns to an old one is found there. */
export function moveAddress(db: Database, from: string, to: string, now: Date): Statement[] {
  if (from === to) return []
  const row = { target: to, articleId: null, createdAt: now }
  const old = db.insert(redirects).values({ path: from, ...row })
  return [deleteRedirect(db, to), old.onConflictDoUpdate({ target: redirects.path, set: row })]
}
