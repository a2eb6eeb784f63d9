import * as v from 'valibot'
import { writeAuthor, writeSection } from '../../src/articles/desk-write.ts'
import { change } from '../../src/cache/change.ts'
import type { Store } from '../../src/cache/store.ts'
import { rankDiscussed } from '../../src/cron/ranked.ts'
import { openDatabase } from '../../src/db/database.ts'
import type { MediaStore } from '../../src/media/store.ts'
import { SettingsPatch } from '../../src/settings/input.ts'
import { defaultIdentity } from '../../src/settings/site.ts'
import { writeSettings } from '../../src/settings/write.ts'
import { loadArticles, loadCorrections } from './load-articles.ts'
import { loadComments } from './load-comments.ts'
import {
  readArticles,
  readAuthors,
  readComments,
  readCorrections,
  readPictures,
  readSections,
  readSite,
} from './load-files.ts'
import { loadPictures } from './load-pictures.ts'
import { prepareOnce } from './prepare-once.ts'

export interface Summary {
  articles: number
  authors: number
  sections: number
  comments: number
  pictures: number
}

/** The paper existed before its oldest article. */
const FOUNDED_MS_AGO = 500 * 86_400_000

/**
 * Loads the sample paper into an empty, migrated database, through the same functions as every other writer,
 * each thing at its own moment before `now`. `address` is the site's own, without a final slash.
 */
export async function loadSamples(
  bindings: MediaStore & { DB: D1Database },
  now: Date,
  address?: string,
): Promise<Summary> {
  const store: Store = { db: openDatabase(prepareOnce(bindings.DB)), edge: undefined }
  const founded = new Date(now.getTime() - FOUNDED_MS_AGO)
  const site = await loadSite(store, address, founded)
  const desks = await loadDesks(store, founded)
  const drawn = await readPictures()
  const pictures = await loadPictures(store, bindings, drawn, founded)
  const ids = await loadArticles(store, await readArticles(), pictures, site, now)
  await loadCorrections(store, await readCorrections(), ids, now)
  const said = await readComments()
  await loadComments(store, said, ids, now)
  await rankDiscussed(store, now)
  return { articles: ids.size, ...desks, comments: said.length, pictures: drawn.length }
}

async function loadSite(store: Store, address: string | undefined, now: Date) {
  const given = { ...(await readSite()), ...(address ? { address } : {}) }
  const { identity } = v.parse(SettingsPatch, { identity: given })
  const { tags, statements } = writeSettings(store.db, 'identity', { ...identity }, now)
  await change(store, { tags, now }, statements)
  const { address: home = defaultIdentity.address, timeZone = defaultIdentity.timeZone } = identity ?? {}
  return { address: home, timeZone }
}

async function loadDesks(store: Store, now: Date) {
  const [sections, authors] = await Promise.all([readSections(), readAuthors()])
  const written = [
    ...sections.map((section) => writeSection(store.db, null, section, now)),
    ...authors.map((author) => writeAuthor(store.db, null, author, now)),
  ]
  const tags = written.flatMap((each) => each.tags)
  const statements = written.flatMap((each) => each.statements)
  await change(store, { tags, now }, statements)
  return { sections: sections.length, authors: authors.length }
}
