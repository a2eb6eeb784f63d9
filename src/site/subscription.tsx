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

interface Words {
  title: string
  /** What we do when somebody answers, … */
  we: string
  /** … and what more there is to say. */
  more?: string
  button?: string
}

const words = {
  confirm: {
    title: 'Mail about answers?',
    we: 'If you like, we write to you',
    more: 'Each letter has a link that ends it.',
    button: 'Yes, send me mail',
  },
  confirmed: {
    title: 'You get mail about answers to your comment',
    we: 'We write to you',
    more: 'Each letter has a link that ends it.',
  },
  end: { title: 'No more mail about answers?', we: 'Now we write to you', button: 'No more mail' },
  ended: { title: 'You get no more mail about answers', we: 'We no longer write to you' },
} satisfies Record<string, Words>

const over: Words = { title: 'This subscription has ended', we: '' }

async function say(c: Context<Env>, what: keyof typeof words, about: Subscription | undefined): Promise<Response> {
  const [site] = await read(c.var.reader, siteQuery())
  const { title, we, more, button }: Words = about ? words[what] : over
  return c.html(
    <Page site={site} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {about && (
          <p>
            {we} when somebody answers your comment on <a href={about.path ?? '/'}>{about.headline}</a>. {more}
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
          <a href="/">Go to the front page</a>
        </p>
      </div>
    </Page>,
  )
}
