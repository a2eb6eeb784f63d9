import { type SQL, sql } from 'drizzle-orm'
import { merge, type Tag } from '../cache/tags.ts'
import type { Database, Statement } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { OwnFile } from '../db/tables/articles.ts'
import { renderMarkdown, type Unrenderable } from '../text/markdown.ts'
import { alteredTags, neighbourTags } from './altered.ts'
import { announceSaved } from './announce.ts'
import type { ArticlePatch } from './input.ts'
import { type Links, resolveLinks } from './links.ts'
import { address } from './place.ts'
import { relate } from './related.ts'
import { type Refusal, schedule, wasPublic } from './schedule.ts'
import { saveStatements } from './statements.ts'
import type { Stored } from './stored.ts'

/** Who saves, when, and for which site. */
export interface Saving {
  actor: string
  now: Date
  /** The site's address and time zone decide what an external link is, and in which month an article appears. */
  address: string
  timeZone: string
  /** Files of ours that the article may show, by address (`ownFiles` of the media). */
  files: ReadonlyMap<string, OwnFile>
  /** The file of what a shared link shows where the article has no picture; null where that cannot be drawn. */
  nameShare?: (article: Stored) => Promise<string | null>
}

/** An article as it will be, and what has to be written for it. Nothing is written yet. */
export interface Saved {
  article: Stored
  tags: Tag[]
  /** What only the commit knows of them. */
  found: SQL | undefined
  statements: Statement[]
}

export type Refused = { refusals: Refusal[]; tooLarge: boolean }

/** With the byline, what readers would call a change; the rest (section, topics, comments open or not) is no update. */
const substance = ['headline', 'standfirst', 'dateline', 'body', 'genre', 'hero', 'sources'] as const

/**
 * Makes a new article (`before` null) or a new version of one. The version number guards against two editors:
 * the revision row of a version can be inserted once, and the second commit fails whole.
 */
export async function save(
  db: Database,
  before: Stored | null,
  input: ArticlePatch,
  saving: Saving,
): Promise<Saved | Refused> {
  const times = schedule(before, input, saving.now)
  if ('field' in times) return refuse([times])
  const rendered = render(before, input, saving)
  if ('refused' in rendered) return refuse([unrenderable(rendered)], rendered.tooLarge)
  const links = await resolveLinks(db, before, input)
  if (Array.isArray(links)) return refuse(links)
  const id = before?.id ?? newId()
  const place = await address(db, before, input, times, { id, ...saving })
  const planned: Stored = {
    ...(before ?? blank(saving.now)),
    ...content(input),
    ...rendered,
    ...times,
    ...place,
    ...linked(links),
    heroFile: fileOf(input.hero === undefined ? before?.hero : input.hero, saving),
    id,
    version: (before?.version ?? 0) + 1,
    ...updated(before, input, { ...links, ...times }, saving.now),
  }
  const article = { ...planned, share: await shareOf(planned, saving) }
  return plan(db, before, article, links, input, saving)
}

async function plan(
  db: Database,
  before: Stored | null,
  article: Stored,
  links: Links,
  input: ArticlePatch,
  { actor, now }: Saving,
): Promise<Saved> {
  const related = await relate(db, before, article, links, now)
  const revision = { actor, now, note: input.note ?? '', substantive: input.substantive ?? true }
  return {
    article,
    tags: merge(alteredTags(before, article)),
    found: both(neighbourTags(before, article), related.found),
    statements: [
      ...saveStatements(db, before, article, links, revision),
      ...related.statements,
      ...announceSaved(db, before, article, now),
    ],
  }
}

// Who shares a link sees the hero where there is one; nobody shares a draft.
const shareOf = async (article: Stored, { nameShare }: Saving): Promise<string | null> =>
  (nameShare && article.listedAt && !article.hero && (await nameShare(article))) || null

const refuse = (refusals: Refusal[], tooLarge = false): Refused => ({ refusals, tooLarge })

const unrenderable = ({ refused, line }: Unrenderable): Refusal => ({
  field: 'body',
  problem: `Line ${line}: ${refused}`,
})

const both = (one: SQL | undefined, other: SQL | undefined) =>
  one && other ? sql`${one} union ${other}` : (one ?? other)

const linked = ({ section, authors, topics, related }: Links) => ({
  ...{ section, authors, topics, related },
  sectionId: section?.id ?? null,
})

const fileOf = (hero: Stored['hero'] | undefined, { files }: Saving) => (hero && files.get(hero.src)) ?? null

// The same text is rendered again: what is known of its pictures may be new.
function render(before: Stored | null, input: ArticlePatch, { address, files }: Saving) {
  if (before && input.body === undefined) return {}
  const rendered = renderMarkdown(
    input.body ?? '',
    URL.parse(address)?.host ?? null,
    files,
    input.language ?? before?.language,
  )
  if ('refused' in rendered) return rendered
  const { html: bodyHtml, excerpt, words, minutes } = rendered
  return { bodyHtml, excerpt, words, minutes }
}

// What readers see as "Updated": a first publication is none, nor is what changes nothing they read.
function updated(
  before: Stored | null,
  input: ArticlePatch,
  after: Pick<Stored, 'authors' | 'publishedAt'>,
  now: Date,
) {
  const { authors, publishedAt } = after
  if (!before || !wasPublic(before, now))
    return { updatedAt: publishedAt && publishedAt <= now ? publishedAt : now, updateNote: '' }
  const changed =
    !same(authors, before.authors) ||
    substance.some((field) => input[field] !== undefined && !same(input[field], before[field]))
  if (!changed || input.substantive === false) return { updatedAt: before.updatedAt, updateNote: before.updateNote }
  return { updatedAt: now, updateNote: input.note ?? '' }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function content(input: ArticlePatch): Partial<Stored> {
  const { headline, standfirst, dateline, body, genre, hero, sources, language, commentsOpen, commentsCloseAfter } =
    input
  const text = { headline, standfirst, dateline, body, genre, hero, sources, language }
  const given = { ...text, commentsOpen, commentsCloseAfter }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const blank = (
  now: Date,
): Omit<Stored, 'id' | 'section' | 'authors' | 'topics' | 'related' | 'version' | 'updatedAt' | 'updateNote'> => ({
  path: null,
  slug: '',
  headline: '',
  standfirst: '',
  dateline: '',
  body: '',
  bodyHtml: '',
  excerpt: '',
  words: 0,
  minutes: 1,
  genre: 'report',
  sectionId: null,
  hero: null,
  heroFile: null,
  sources: null,
  language: 'en',
  commentsOpen: true,
  commentsCloseAfter: null,
  commentCount: 0,
  commentSeq: 0,
  createdAt: now,
  publishedAt: null,
  firstPublishedAt: null,
  withdrawnAt: null,
  listedAt: null,
  share: null,
})
