import { and, gte, isNull, lt, ne, or } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { articles, redirects } from '../db/tables/articles.ts'
import { localMonth } from '../text/dates.ts'
import { slugify, uniqueSlug } from '../text/slug.ts'
import { articlePath } from './address.ts'
import type { ArticlePatch } from './input.ts'
import { type Times, wasPublic } from './schedule.ts'
import type { Stored } from './stored.ts'

export interface Address {
  slug: string
  path: string | null
}

/**
 * Where an article stands after `input`. A draft has a slug and no path. The month is that of the first
 * publication in the site's time zone and then never changes; the slug is unique within its month, also
 * among old addresses that still lead somewhere else.
 */
export async function address(
  db: Database,
  before: Stored | null,
  input: ArticlePatch,
  times: Times,
  at: { id: number; timeZone: string; now: Date },
): Promise<Address> {
  const slug = slugAfter(before, input, at.now)
  const month = monthOf(before, times, at)
  if (!month) return { slug, path: before?.path ?? null }
  const base = articlePath(month.year, month.month, slug)
  if (before?.path === base) return { slug, path: base }
  const free = uniqueSlug(slug, await taken(db, base, slug, at.id))
  return { slug: free, path: articlePath(month.year, month.month, free) }
}

function slugAfter(before: Stored | null, input: ArticlePatch, now: Date): string {
  if (input.slug) return slugify(input.slug)
  if (!before) return slugify(input.headline ?? '')
  // Once readers have the address, a new headline does not move it; before, it follows unless chosen by hand.
  const follows = !wasPublic(before, now) && before.slug === slugify(before.headline)
  return follows && input.headline ? slugify(input.headline) : before.slug
}

function monthOf(before: Stored | null, times: Times, { timeZone, now }: { timeZone: string; now: Date }) {
  if (before?.path && wasPublic(before, now)) {
    const [, year, month] = before.path.split('/')
    return { year: Number(year), month: Number(month) }
  }
  return times.publishedAt && localMonth(times.publishedAt, timeZone)
}

async function taken(db: Database, base: string, slug: string, id: number): Promise<Set<string>> {
  // Behind "-" comes ".": the range holds `base` and everything that `base-2`, `base-3` … could be.
  const end = `${base}.`
  const [paths, old] = await db.batch([
    db
      .select({ path: articles.path })
      .from(articles)
      .where(and(gte(articles.path, base), lt(articles.path, end), ne(articles.id, id))),
    db
      .select({ path: redirects.path })
      .from(redirects)
      .where(
        and(
          gte(redirects.path, base),
          lt(redirects.path, end),
          or(isNull(redirects.articleId), ne(redirects.articleId, id)),
        ),
      ),
  ])
  const start = base.length - slug.length
  return new Set([...paths, ...old].map(({ path }) => path?.slice(start) ?? ''))
}
