import { createMiddleware } from 'hono/factory'
import type { Env } from '../env.ts'

/**
 * The parameters a page knows. A GET with any other (`utm_source`, `fbclid`) is sent to the address without it,
 * before the database is asked: the edge's key has the whole query string, and would keep a copy for each.
 */
export const knows = (...names: string[]) =>
  createMiddleware<Env>(async (c, next) => {
    if (!c.req.url.includes('?')) return next()
    const url = new URL(c.req.url)
    const known = new URLSearchParams()
    for (const name of names) {
      const value = url.searchParams.get(name)
      if (value !== null && value !== '') known.set(name, value)
    }
    const search = known.size > 0 ? `?${known}` : ''
    // Compared as read, not as spelt: "%20" and "+" are one space, and not worth a redirect.
    if (known.toString() === url.searchParams.toString()) return next()
    return c.redirect(url.pathname + search, 301)
  })
