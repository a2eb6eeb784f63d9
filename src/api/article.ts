import type { Context } from 'hono'
import type { ArticlePatch } from '../articles/input.ts'
import { type Refused, type Saved, save } from '../articles/save.ts'
import { findStored, type Stored } from '../articles/stored.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { versionTag } from '../http/precondition.ts'
import { problem } from '../http/problem.ts'
import { forgetCopySoon } from '../http/survive.ts'
import { refused } from '../http/validate.ts'
import { ownFiles } from '../media/own-files.ts'
import { cardName } from '../media/share-image.ts'
import { mediaPath } from '../media/store.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { publicPage } from './live.ts'
import { NOT_THERE } from './look.ts'
import { articleJson } from './representations.ts'
import { cardOf, keepShareSoon } from './share.ts'
import { writeAndAnswer } from './write.ts'

/** The article of this id, or 404. */
export async function findArticle(c: Context<Env>, id: number): Promise<Stored> {
  const article = await findStored(c.var.store.db, id)
  if (!article) throw problem(404, 'not-found', { title: 'There is no such article' })
  return article
}

export async function readSite(c: Context<Env>): Promise<Site> {
  const [site] = await read(c.var.reader, siteQuery())
  return site
}

/** Saves an article, new (`before` null) or changed, and answers it as it is then. */
export async function answerSaved(c: Context<Env>, before: Stored | null, input: ArticlePatch): Promise<Response> {
  const { store, now, bearer } = c.var
  const site = await readSite(c)
  const { address, timeZone } = site
  const nameShare = (article: Stored) => cardName(cardOf(article, site))
  let saved: Saved | Refused | undefined
  const answer = await writeAndAnswer(c, async () => {
    const shown = `${(input.hero ?? before?.hero)?.src}\n${input.body}`
    const files = await ownFiles(store.db, shown, address)
    const src = input.hero?.src ?? ''
    if (isOurs(src, address) && !files.has(src)) throw refused([{ field: 'hero.src', problem: NOT_THERE }])
    saved = await save(store.db, before, input, {
      ...{ actor: bearer.name, now, address, timeZone, files, nameShare },
    })
    if (isRefused(saved)) throw refusedSave(saved)
    const { article, tags, found, statements } = saved
    const headers = {
      ETag: versionTag(article.version),
      ...(before ? {} : { Location: `/api/articles/${article.id}` }),
    }
    const page = publicPage(c, article, address)
    const body = articleJson(article, address, now)
    return { tags, found, statements, page, status: before ? 200 : 201, headers, body }
  })
  if (!saved || isRefused(saved)) return answer
  if (saved.article.share !== before?.share) keepShareSoon(c, saved.article, site)
  if (before?.path && isSeen(before, now) && !isSeen(saved.article, now)) forgetCopySoon(c, before.path)
  return answer
}

const isSeen = ({ listedAt }: Stored, now: Date) => listedAt !== null && listedAt <= now

const isOurs = (src: string, address: string) =>
  src.startsWith(mediaPath('')) || src.startsWith(address + mediaPath(''))

const isRefused = (saved: Saved | Refused): saved is Refused => 'refusals' in saved

function refusedSave({ refusals, tooLarge }: Refused) {
  if (tooLarge) return problem(413, 'too-large', { title: 'This article is too large', errors: refusals })
  return refused(refusals)
}
