import { type Context, Hono } from 'hono'
import type { Child, FC } from 'hono/jsx'
import * as v from 'valibot'
import { change } from '../cache/change.ts'
import { copyLetter } from '../comments/copy.ts'
import { Email } from '../comments/input.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { mailOf } from '../http/mail.ts'
import { problem } from '../http/problem.ts'
import { hashesOf, refuseCrossSite, signer, visitorOf } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { Page } from '../ui/page.tsx'
import { AskingForm } from './privacy-page.tsx'

const DAY = 86_400_000

/** `POST /privacy/requests`: the same answer to everybody, whether or not the address ever wrote anything. */
export const privacyRequests = new Hono<Env>().post('/privacy/requests', async (c) => {
  refuseCrossSite(c)
  if (!mailOf(c.env)) throw problem(404, 'not-found', { title: 'Please write to the editors' })
  await withinLimit(c)
  const form = await c.req.parseBody().catch(() => ({ email: '' }))
  const email = v.safeParse(Email, form.email)
  const [site] = await read(c.var.reader, siteQuery())
  if (!email.success) {
    const again = <AskingForm email={String(form.email ?? '')} error={email.issues[0].message} />
    return c.html(<Answer site={site} title="Your data" body={again} />, 422)
  }
  await ask(c, site, email.output)
  return c.html(<Answer site={site} title="Look into your mail" body={onItsWay} />)
})

async function withinLimit(c: Context<Env>): Promise<void> {
  const { addressHash } = await hashesOf(c, visitorOf(c))
  const { success } = await c.env.LIMIT.limit({ key: `privacy:${addressHash}` })
  if (success) return
  throw problem(429, 'too-many-requests', { title: 'Please wait a minute', headers: { 'Retry-After': '60' } })
}

// One commit either way: whether there is somebody to write to is decided in SQL. What is written down is that the
// address was asked about today, as a hash, so that nobody is flooded with letters.
async function ask(c: Context<Env>, site: Site, email: string): Promise<void> {
  const { store, now } = c.var
  const fingerprint = await signer(c, 'fingerprint')
  const emailHash = await fingerprint(email.toLowerCase())
  const key = `${emailHash}.${Math.floor(now.getTime() / DAY)}`
  const answer = { holder: 'privacy', key, requestHash: '', status: 200, headers: {}, body: '' }
  const letter = copyLetter(store.db, { email, emailHash, paper: site.name }, now)
  await change(store, { tags: [], now, answer }, [letter]).catch((error) => {
    if (!isConflict(error)) throw error
  })
}

const onItsWay = (
  <p>
    If comments were written with that address, a letter with a link is on its way. One a day is sent at most, and the
    link is good for a day.
  </p>
)

const Answer: FC<{ site: Site; title: string; body: Child }> = ({ site, title, body }) => (
  <Page site={site} title={title}>
    <div class="narrow">
      <h1>{title}</h1>
      {body}
      <p>
        <a href="/privacy">Back to what we keep</a>
      </p>
    </div>
  </Page>
)
