import type { Context } from 'hono'
import { change } from '../cache/change.ts'
import { confirm, end, type Subscription, subscriptionQuery } from '../comments/subscription.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { subjectOfLink } from '../http/mail.ts'
import { proseIn } from '../http/prose.ts'
import { refuseCrossSite, rememberReader } from '../http/visitor.ts'
import { siteQuery } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { linked } from '../ui/linked.tsx'
import { Page } from '../ui/page.tsx'

/** The links in letters to readers: GET asks; POST does it, also when a mail program sends it (RFC 8058). */
export const subscriptionDoor = new Hono<Env>()
  .get('/subscription/:act{confirm|end}', async (c) => {
    const [act, subscription] = await followed(c)
    return say(c, act === 'confirm' && subscription?.confirmedAt ? 'confirmed' : act, subscription)
  })
  .post('/subscription/:act{confirm|end}', async (c) => {
    refuseCrossSite(c)
    const [act, subscription] = await followed(c)
    const { store, now } = c.var
    if (!subscription) return say(c, act, subscription)
    const statement = act === 'confirm' ? confirm(store.db, subscription.id, now) : end(store.db, subscription.id)
    await change(store, { tags: [], now }, [statement])
    if (act === 'end') return say(c, 'ended', subscription)
    // The letter reached the writer's address, so this browser is the writer's.
    if (subscription.reader) await rememberReader(c, subscription.reader)
    return say(c, 'confirmed', subscription)
  })

async function followed(c: Context<Env>): Promise<['confirm' | 'end', Subscription | undefined]> {
  const id = Number(await subjectOfLink(c))
  const [subscription] = await read(c.var.reader, subscriptionQuery(id))
  return [c.req.path.endsWith('/end') ? 'end' : 'confirm', subscription]
}

type Step = 'confirm' | 'confirmed' | 'end' | 'ended'

async function say(c: Context<Env>, step: Step, about: Subscription | undefined): Promise<Response> {
  const [site] = await read(c.var.reader, siteQuery())
  const { subscription: w } = await proseIn(c, site.language)
  const title = about ? w[step] : w.over
  const button = about && (step === 'confirm' ? w.confirmButton : step === 'end' && w.endButton)
  return c.html(
    <Page site={site} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {about && (
          <p>
            {linked(w[`${step}We`], { to: about.path ?? '/', says: about.headline })}
            {step.startsWith('confirm') && ` ${w.endable}`}
          </p>
        )}
        {button && (
          <form method="post" action={`${c.req.path}?key=${c.req.query('key')}`}>
            <p>
              <button class="button" type="submit">
                {button}
              </button>
            </p>
          </form>
        )}
        <p>
          <a href="/">{words(site.language).problem.front}</a>
        </p>
      </div>
    </Page>,
  )
}
