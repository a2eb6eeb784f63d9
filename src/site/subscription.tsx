import { type Context, Hono } from 'hono'
import { change } from '../cache/change.ts'
import { confirm, end, type Subscription, subscriptionQuery } from '../comments/subscription.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { subjectOfLink } from '../http/mail.ts'
import { refuseCrossSite, rememberReader } from '../http/visitor.ts'
import { siteQuery } from '../settings/site.ts'
import { Page } from '../ui/page.tsx'

/** The links in letters to readers: GET asks; POST does it, also when a mail program sends it (RFC 8058). */
export const subscriptionDoor = new Hono<Env>()
  .get('/subscription/:act{confirm|end}', async (c) => {
    const [act, subscription] = await followed(c)
    if (!subscription) return say(c, 'This subscription has ended')
    if (act === 'confirm' && subscription.confirmedAt) return say(c, 'You get mail about answers to your comment')
    return say(c, act === 'confirm' ? 'Mail about answers?' : 'No more mail about answers?', act)
  })
  .post('/subscription/:act{confirm|end}', async (c) => {
    refuseCrossSite(c)
    const [act, subscription] = await followed(c)
    const { store, now } = c.var
    if (!subscription) return say(c, 'This subscription has ended')
    const statement = act === 'confirm' ? confirm(store.db, subscription.id, now) : end(store.db, subscription.id)
    await change(store, { tags: [], now }, [statement])
    if (act === 'end') return say(c, 'You get no more mail about answers')
    // The letter reached the writer's address, so this browser is the writer's.
    if (subscription.reader) await rememberReader(c, subscription.reader)
    return say(c, 'You get mail about answers to your comment')
  })

async function followed(c: Context<Env>): Promise<['confirm' | 'end', Subscription | undefined]> {
  const id = Number(await subjectOfLink(c))
  const [subscription] = await read(c.var.reader, subscriptionQuery(id))
  return [c.req.path.endsWith('/end') ? 'end' : 'confirm', subscription]
}

const buttons = { confirm: 'Yes, send me mail', end: 'No more mail' } as const

async function say(c: Context<Env>, title: string, ask?: keyof typeof buttons): Promise<Response> {
  const [site] = await read(c.var.reader, siteQuery())
  return c.html(
    <Page site={site} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {ask && (
          <form method="post" action={`${c.req.path}?key=${c.req.query('key')}`}>
            <p>
              <button class="button" type="submit">
                {buttons[ask]}
              </button>
            </p>
          </form>
        )}
        <p>
          <a href="/">Go to the front page</a>
        </p>
      </div>
    </Page>,
  )
}
