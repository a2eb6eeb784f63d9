import * as v from 'valibot'
import { addCorrection } from '../../src/articles/desk-write.ts'
import { type ArticlePatch, NewArticle } from '../../src/articles/input.ts'
import { type Saving, save } from '../../src/articles/save.ts'
import type { Stored } from '../../src/articles/stored.ts'
import { change } from '../../src/cache/change.ts'
import type { Store } from '../../src/cache/store.ts'
import { ownFiles } from '../../src/media/own-files.ts'
import { moment, type readCorrections, type Sheet } from './load-files.ts'
import type { Placed } from './load-pictures.ts'

const DAY = 86_400_000

type Site = Pick<Saving, 'address' | 'timeZone'>

/** Publishes each article at its own moment, the oldest first; answers their ids by the names of their files. */
export async function loadArticles(
  store: Store,
  sheets: Sheet[],
  pictures: Map<string, Placed>,
  site: Site,
  now: Date,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  const inOrder = sheets.map((sheet) => ({ sheet, at: writtenAt(sheet, now) })).sort((a, b) => +a.at - +b.at)
  for (const { sheet, at } of inOrder) {
    const article = await loadArticle(store, withPictures(sheet, pictures), { site, at, now })
    ids.set(sheet.stem, article.id)
  }
  return ids
}

/** Corrections, each at its own moment. */
export async function loadCorrections(
  store: Store,
  corrections: Awaited<ReturnType<typeof readCorrections>>,
  ids: Map<string, number>,
  now: Date,
): Promise<void> {
  for (const { article, at, text } of corrections) {
    const by = { actor: 'samples', now: moment(at, now) }
    const { tags, statements } = addCorrection(store.db, found(ids, article), text, by)
    await change(store, { tags, now: by.now }, statements)
  }
}

// A scheduled article or a draft was last touched a while ago.
const writtenAt = ({ about }: Sheet, now: Date) => moment(about.published ?? '-3h', now)

async function loadArticle(
  store: Store,
  sheet: Sheet & { hero: ArticlePatch['hero'] },
  { site, at, now }: { site: Site; at: Date; now: Date },
): Promise<Stored> {
  const input = inputOf(sheet, now)
  const { updated, updatedFrom, status } = sheet.about
  const first = await write(store, null, updatedFrom ? earlier(input, updatedFrom) : input, site, at)
  if (updated) return write(store, first, { body: input.body }, site, moment(updated, now))
  if (status === 'withdrawn') return write(store, first, { status }, site, new Date(at.getTime() + DAY))
  return first
}

async function write(store: Store, before: Stored | null, input: ArticlePatch, site: Site, now: Date): Promise<Stored> {
  const text = `${(input.hero ?? before?.hero)?.src}\n${input.body}`
  const files = await ownFiles(store.db, text, site.address)
  const saved = await save(store.db, before, input, { actor: 'samples', now, ...site, files })
  if ('refusals' in saved) throw new Error(`"${input.headline}" was refused: ${JSON.stringify(saved.refusals)}`)
  await change(store, { tags: saved.tags, now }, saved.statements)
  return saved.article
}

function inputOf({ about, body, hero }: Sheet & { hero: ArticlePatch['hero'] }, now: Date): ArticlePatch {
  const { headline, slug, standfirst, dateline, genre, section, language, status, publishedAt, commentsOpen } = about
  const given = { headline, slug, standfirst, dateline, genre, section, language, hero, body }
  const input = v.parse(NewArticle, {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    authors: listed(about.authors),
    topics: listed(about.topics),
    sources: sourcesOf(about.sources),
    status: status === 'withdrawn' ? 'published' : status,
    commentsOpen: commentsOpen !== 'false',
  })
  return publishedAt ? { ...input, publishedAt: moment(publishedAt, now) } : input
}

// `TITLE | PUBLISHER | NOTE; TITLE …`
const sourcesOf = (text = '') =>
  text
    .split('; ')
    .filter((source) => source !== '')
    .map((source) => {
      const [title, publisher, note] = source.split(' | ')
      return { title, ...(publisher ? { publisher } : {}), ...(note ? { note } : {}) }
    })

const listed = (text = '') => text.split(', ').filter((word) => word !== '')

// `updatedFrom: OLD => NEW` tells what the first readers read.
function earlier(input: ArticlePatch, from: string): ArticlePatch {
  const [old, renewed] = from.split(' => ')
  if (!old || !renewed || !input.body?.includes(renewed)) throw new Error(`updatedFrom: "${from}" is not in the body`)
  return { ...input, body: input.body.replace(renewed, old) }
}

/** The same article with its pictures where they are served. */
function withPictures(sheet: Sheet, pictures: Map<string, Placed>): Sheet & { hero: ArticlePatch['hero'] } {
  const body = sheet.body.replace(/\(media:([\w.-]+)/g, (_, file) => `(${found(pictures, file).src}`)
  const { hero: file, heroAlt: alt = '', heroCaption: caption = '', heroCredit: credit = '' } = sheet.about
  return { ...sheet, body, hero: file ? { ...found(pictures, file), alt, caption, credit } : undefined }
}

export function found<T>(map: Map<string, T>, name: string): T {
  const value = map.get(name)
  if (value === undefined) throw new Error(`The samples name "${name}", which is not among them`)
  return value
}
