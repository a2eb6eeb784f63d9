import type { Context } from 'hono'
import { change } from '../cache/change.ts'
import { alter, changeOf, wishFor } from '../comments/moderate.ts'
import { findModerated } from '../comments/moderated.ts'
import { type MailedAct, mailedActs } from '../comments/notices.ts'
import { findComment, type StoredComment } from '../comments/stored.ts'
import { isUndecided, onlyWhileUndecided, wasDecided } from '../comments/undecided.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { moderatorNamed, subjectOfLink } from '../http/mail.ts'
import { problem } from '../http/problem.ts'
import { proseIn } from '../http/prose.ts'
import { refuseCrossSite } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import type { Prose } from '../text/words/prose.ts'
import { ModeratePage } from './moderate-page.tsx'

/** The links in a notice: GET asks, for programs that look at mail follow every link; POST does it. No session. */
export const moderateDoor = new Hono<Env>()
  .get('/moderate/:act{approve|spam|trash}', async (c) => {
    const link = await followed(c)
    return page(c, link, isUndecided(link.comment) ? 200 : 409)
  })
  .post('/moderate/:act{approve|spam|trash}', async (c) => {
    refuseCrossSite(c)
    const link = await followed(c)
    return isUndecided(link.comment) ? act(c, link) : page(c, link, 409)
  })

interface Followed {
  act: MailedAct
  comment: StoredComment
  moderator: string
  site: Site
  w: Prose
}

async function followed(c: Context<Env>): Promise<Followed> {
  const [id, ...rest] = (await subjectOfLink(c)).split('-')
  const act = c.req.path.split('/').at(-1)
  const moderator = await moderatorNamed(c.env, rest.join('-'))
  const comment = await findComment(c.var.store.db, Number(id))
  if (!isAct(act) || !moderator || !comment) throw problem(404, 'not-found', { title: (w) => w.nothing })
  // Before anything is done: without words there is no page to tell of it.
  const [site] = await read(c.var.reader, siteQuery())
  return { act, comment, moderator, site, w: await proseIn(c, site.language) }
}

async function act(c: Context<Env>, link: Followed): Promise<Response> {
  const { store, now } = c.var
  const { comment, moderator } = link
  const by = { actor: moderator, now, reasons: [], tellAkismet: Boolean(c.env.AKISMET_KEY) }
  const found = await findModerated(store.db, [comment.id])
  const changes = found.map((of) => changeOf(of, wishFor(of, mailedActs[link.act]), by))
  const { tags, statements } = alter(store.db, changes, by)
  try {
    await change(store, { tags, now }, [onlyWhileUndecided(store.db, comment), ...statements])
  } catch (error) {
    if (!wasDecided(error)) throw error
  }
  const after = (await findComment(store.db, comment.id)) ?? comment
  return page(c, { ...link, comment: after }, after.state === mailedActs[link.act] ? 200 : 409)
}

function page(c: Context<Env>, { moderator: _, ...said }: Followed, status: 200 | 409) {
  return c.html(<ModeratePage {...said} action={`${c.req.path}?key=${c.req.query('key')}`} />, status)
}

const isAct = (name: string | undefined): name is MailedAct => name !== undefined && Object.hasOwn(mailedActs, name)
