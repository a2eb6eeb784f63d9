import type { Context } from 'hono'
import type { Sender } from '../comments/comment.ts'
import { type CommentForm, TRAP } from '../comments/input.ts'
import type { Advisers, Human } from '../comments/receive.ts'
import { verifyTurnstile } from '../comments/turnstile.ts'
import type { Env } from '../env.ts'
import type { View } from './article-view.ts'

/** Akismet with what it is told of this comment; null when no key is set. */
export function akismetFor(
  c: Context<Env>,
  view: View,
  form: CommentForm,
  sender: Sender & { trap: string | undefined },
): Advisers['akismet'] {
  const { AKISMET_KEY: key, AKISMET_ENDPOINT: endpoint } = c.env
  if (!key) return null
  const { site, article } = view
  const said = {
    ...{ author: form.author, email: form.email, url: form.url, content: form.comment, parentId: form.comment_parent },
    ...{ address: sender.address, userAgent: sender.userAgent, referrer: pageOf(c.req.header('Referer')) },
    permalink: site.address + article.path,
    ...{ publishedAt: article.publishedAt, createdAt: c.var.now, language: site.language },
    trap: sender.trap ? { name: TRAP, value: sender.trap.slice(0, 200) } : undefined,
    context: [article.section, ...article.topics].flatMap((each) => each?.name ?? []),
  }
  const service = { key, blog: `${site.address}/`, minimal: site.comments.akismetMinimal }
  return { service: endpoint ? { ...service, endpoint } : service, said }
}

/** A page's address without what follows `?` or `#`: that may be somebody's signed link. */
export function pageOf(referrer: string | undefined): string | null {
  const url = URL.parse(referrer ?? '')
  return url && /^https?:$/.test(url.protocol) ? url.origin + url.pathname : null
}

/** What is known of a check for people: at most one question to Turnstile, about a token of our widget on our site. */
export async function humanCheck(
  c: Context<Env>,
  values: Record<string, string>,
  { address, site }: { address: string; site: string },
): Promise<Human> {
  const { TURNSTILE_SECRET: secret, TURNSTILE_SITE_KEY: siteKey, TURNSTILE_ENDPOINT: endpoint } = c.env
  if (!secret || !siteKey) return 'off'
  const token = values['cf-turnstile-response']
  if (values.act === 'hold') return 'declined'
  if (!token) return 'not-asked'
  const service = { secret, endpoint, action: 'comment', hostname: new URL(site).hostname }
  return verifyTurnstile(service, { token, address: address || null, idempotencyKey: crypto.randomUUID() })
}
