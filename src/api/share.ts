import type { Context } from 'hono'
import { forgetShare } from '../articles/share.ts'
import type { Stored } from '../articles/stored.ts'
import { change } from '../cache/change.ts'
import { tag } from '../cache/tags.ts'
import { openDatabase } from '../db/database.ts'
import { limited, patienceOfClock } from '../db/limit.ts'
import type { Bindings, Env } from '../env.ts'
import { type Card, drawCard } from '../media/share-image.ts'
import { keepMedia } from '../media/store.ts'
import { ACCENT, shadesOf } from '../settings/look.ts'
import type { Site } from '../settings/site.ts'
import { staticFile } from '../text/static-files.ts'

const LETTERS = '/share-letters.bin'

/** What stands on the picture that a shared link to an article shows. */
export const cardOf = ({ headline, section }: Stored, { name: paper, look: { accent } }: Site): Card => ({
  headline,
  section: section?.name ?? '',
  paper,
  accent: accent ? shadesOf(accent).light : ACCENT,
})

/**
 * Draws the picture that the article names, after the answer: whatever fails here, it is published. The article then
 * names none, and its next save tries again.
 */
export function keepShareSoon(c: Context<Env>, article: Stored, site: Site): void {
  const { env, executionCtx, var: of } = c
  const { id, share: name } = article
  if (!name) return
  const failed = async (error: unknown) => {
    console.error(JSON.stringify({ event: 'share-image-failed', article: id, message: String(error) }))
    const db = openDatabase(limited(env.DB, patienceOfClock()))
    await change({ ...of.store, db }, { tags: [tag.article(id)], now: of.now }, [forgetShare(db, id, name)])
  }
  executionCtx.waitUntil(keepShare(env, name, cardOf(article, site)).catch(failed))
}

/** Throws where it cannot be drawn or kept. */
export async function keepShare(
  env: Pick<Bindings, 'ASSETS' | 'MEDIA' | 'KV'>,
  name: string,
  card: Card,
): Promise<void> {
  const letters = await staticFile(env.ASSETS, LETTERS)
  const bytes = await drawCard(await letters.arrayBuffer(), card)
  if (!bytes) throw new Error('There are no letters for the name of the paper')
  await keepMedia(env, { name, type: 'image/png' }, bytes.buffer)
}
