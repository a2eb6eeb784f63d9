import type { Context } from 'hono'
import type { Bindings, Env } from '../env.ts'
import { readKey } from '../text/signed-link.ts'
import { problem } from './problem.ts'
import { hasSecret, signer } from './visitor.ts'

export interface Mail {
  binding: SendEmail
  from: string
}

/** The way out for letters; null where none is bound, or nothing could be signed: then no letter is written. */
export function mailOf(env: Bindings): Mail | null {
  const { EMAIL: binding, MAIL_FROM: from } = env
  return binding && from && hasSecret(env) ? { binding, from } : null
}

/** Who reads notices. */
export const moderatorsOf = ({ MODERATORS: addresses = '' }: Bindings): string[] =>
  addresses.split(',').flatMap((address) => address.trim() || [])

/** Whom the mailed link of this request is about. Throws 404 where it is not ours, 410 when its time is over. */
export async function subjectOfLink(c: Context<Env>): Promise<string> {
  const found = await readKey(await signer(c, 'mail'), c.req.path, c.req.query('key') ?? '')
  if (!found) throw problem(404, 'not-found', { title: (w) => w.nothing })
  if (found.until < c.var.now) {
    throw problem(410, 'gone', { title: (w) => w.oldLink, detail: (w) => w.askAgain })
  }
  return found.subject
}

/** A moderator's name in a mailed link: who is taken off the list takes the links along. */
export async function moderatorName(env: Bindings, address: string): Promise<string> {
  const sign = await signer({ env }, 'mail')
  return (await sign(`moderator ${address.toLowerCase()}`)).slice(0, 12)
}

/** The moderator of that name, if there still is one. */
export async function moderatorNamed(env: Bindings, name: string): Promise<string | undefined> {
  const names = await Promise.all(moderatorsOf(env).map(async (each) => ({ each, is: await moderatorName(env, each) })))
  return names.find(({ is }) => is === name)?.each
}
