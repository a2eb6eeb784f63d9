import { sql } from 'drizzle-orm'
import { asJson, build, first, prepared, type Query, type Reader, unseen } from '../db/read.ts'
import { sections } from '../db/tables/desks.ts'
import { settings } from '../db/tables/settings.ts'
import { defaultLook, type Look, type LookRow, lookOfRow } from './look.ts'

/** Who the paper is. `address` is its public origin, without a final slash: every absolute URL starts with it. */
export interface Identity {
  name: string
  tagline: string
  address: string
  language: string
  timeZone: string
}

/** How comments are taken, decided and kept. */
export interface CommentSettings {
  open: boolean
  /** Null: comments stay open. */
  closeAfterDays: number | null
  /** Name and email have to be given. */
  requireIdentity: boolean
  /** Levels of a thread, up to five; deeper answers stand beside what they answer. */
  depth: number
  /** The first comment of a reader who is not known waits for a moderator. */
  holdUnknown: boolean
  /** Every comment waits. */
  holdAll: boolean
  /** This many links make a comment wait. */
  holdLinks: number
  /** A letter of the name beside each comment, drawn by us. */
  avatars: boolean
  /** Personal details are kept this long, then only their hashes. */
  daysKept: number
  /** Spam, and what is in the trash, is deleted so many days after it was put there. */
  daysSpamKept: number
  daysTrashKept: number
  /** Neither email nor address is sent to Akismet. */
  akismetMinimal: boolean
  /** Moderators get mail about comments that needed none of them, too. */
  noticeApproved: boolean
}

export interface SectionLink {
  id: number
  slug: string
  name: string
}

/** What every page needs of the site: one statement. */
export interface Site extends Identity {
  comments: CommentSettings
  sections: SectionLink[]
  look: Look
  /** Readings are counted. */
  countsReads: boolean
}

export const defaultIdentity: Identity = {
  name: 'Dateline',
  tagline: '',
  address: 'http://localhost:8787',
  language: 'en',
  timeZone: 'UTC',
}

export const defaultComments: CommentSettings = {
  open: true,
  closeAfterDays: null,
  requireIdentity: true,
  depth: 5,
  holdUnknown: true,
  holdAll: false,
  holdLinks: 2,
  avatars: true,
  daysKept: 90,
  daysSpamKept: 30,
  daysTrashKept: 30,
  akismetMinimal: true,
  noticeApproved: false,
}

/** For a page that cannot ask who it belongs to. */
export const unnamedSite: Site = {
  ...defaultIdentity,
  comments: defaultComments,
  sections: [],
  look: defaultLook,
  countsReads: false,
}

const group = (name: string) => sql`(select ${settings.value} from ${settings} where ${settings.name} = ${name})`

// A list in one order, whatever they were written in: of the same look the same ETag is made.
const lookRow = sql`json_extract(coalesce(${group('look')}, '{}'),
  '$.accent', '$.type', '$.logo', '$.favicon', '$.navigation', '$.footer', '$.social')`

const siteRow = prepared(() =>
  build
    .select({
      identity: asJson<Partial<Identity>>(sql`json_remove(coalesce(${group('identity')}, '{}'), '$.tagline')`).as(
        'identity',
      ),
      tagline: sql<string | null>`${group('identity')} ->> '$.tagline'`.as('tagline'),
      comments: asJson<Partial<CommentSettings>>(sql`coalesce(${group('comments')}, '{}')`).as('comments'),
      sections: asJson<SectionLink[]>(
        sql`(select json_group_array(json_object('id', s.id, 'slug', s.slug, 'name', s.name)) from
        (select ${sections.id}, ${sections.slug}, ${sections.name} from ${sections}
          where ${sections.position} >= 0 order by ${sections.position}, ${sections.id} limit 12) s)`,
      ).as('sections'),
      look: asJson<LookRow>(lookRow).as('look'),
      countsReads: sql<number | null>`${group('lists')} ->> '$.read'`.as('countsReads'),
    })
    .from(sql`(select 1)`),
)

/** The site's identity, switches and navigation. Sections past the twelfth, or of negative position, are not in it. */
export function siteQuery(): Query<Site> {
  // Whether comments are open is a state of the page, which the time decides with this; few pages show the rest.
  const query = unseen(first(siteRow({})), ['comments', 'tagline', 'countsReads'])
  return {
    ...query,
    take: (rows) => {
      const row = query.take(rows)
      return {
        ...defaultIdentity,
        ...row?.identity,
        tagline: row?.tagline ?? defaultIdentity.tagline,
        comments: { ...defaultComments, ...row?.comments },
        sections: row?.sections ?? [],
        look: row ? lookOfRow(row.look) : defaultLook,
        countsReads: row?.countsReads === 1,
      }
    },
  }
}

/** The look of the site that a request read; ours while it read none. */
export function lookSeen({ seen }: Reader): Look {
  const text = seen.flat().find((row) => 'look' in row)?.look
  return typeof text === 'string' ? lookOfRow(JSON.parse(text)) : defaultLook
}
