import type { Context } from 'hono'
import type { Child, FC } from 'hono/jsx'
import * as v from 'valibot'
import { change } from '../cache/change.ts'
import { copyLetter } from '../comments/copy.ts'
import { Email } from '../comments/input.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { Hono } from '../http/hono.ts'
import { mailOf } from '../http/mail.ts'
import { problem } from '../http/problem.ts'
import { proseIn } from '../http/prose.ts'
import { hashesOf, refuseCrossSite, signer, visitorOf } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { Page } from '../ui/page.tsx'
import { AskingForm } from './privacy-page.tsx'

const DAY = 86_400_000

/** `POST /privacy/requests`: the same answer to everybody, whether or not the address ever wrote anything. */
export const privacyRequests = new Hono<Env>().post('/privacy/requests', async (c) => {
  refuseCrossSite(c)
  if (!mailOf(c.env)) throw problem(404, 'not-found', { title: (w) => w.editors })
  await withinLimit(c)
  const form = await c.req.parseBody().catch(() => ({ email: '' }))
  const [site] = await read(c.var.reader, siteQuery())
  const { privacy: w } = await proseIn(c, site.language)
  const email = v.safeParse(Email, form.email, { lang: site.language })
  if (!email.success) {
    const again = <AskingForm site={site} w={w} email={String(form.email ?? '')} error={email.issues[0].message} />
    return c.html(<Answer site={site} title={w.data} back={w.back} body={again} />, 422)
  }
  await ask(c, site, email.output)
  return c.html(<Answer site={site} title={w.asked} back={w.back} body={<p>{w.askedText}</p>} />)
})

async function withinLimit(c: Context<Env>): Promise<void> {
  const { addressHash } = await hashesOf(c, visitorOf(c))
  const { success } = await c.env.LIMIT.limit({ key: `privacy:${addressHash}` })
  if (success) return
  throw problem(429, 'too-many-requests', { title: (w) => w.minute, headers: { 'Retry-After': '60' } })
}

// One commit either way: whether there is somebody to write to is decided in SQL. What is written down is that the
// address was asked about today, as a hash, so that nobody is flooded with letters.
async function ask(c: Context<Env>, site: Site, email: string): Promise<void> {
  const { store, now } = c.var
  const fingerprint = await signer(c, 'fingerprint')
  const emailHash = await fingerprint(email.toLowerCase())
  const key = `${emailHash}.${Math.floor(now.getTime() / DAY)}`
  const answer = { holder: 'privacy', key, requestHash: '', status: 200, headers: {}, body: '' }
  const letter = copyLetter(store.db, { email, emailHash, paper: site.name, language: site.language }, now)
  await change(store, { tags: [], now, answer }, [letter]).catch((error) => {
    if (!isConflict(error)) throw error
  })
}

const Answer: FC<{ site: Site; title: string; back: string; body: Child }> = ({ site, title, back, body }) => (
  <Page site={site} title={title}>
    <div class="narrow">
      <h1>{title}</h1>
      {body}
      <p>
        <a href="/privacy">{back}</a>
      </p>
    </div>
  </Page>
)
