import { readdirSync, readFileSync } from 'node:fs'
import type { Scope } from '../../src/accounts/scopes.ts'
import { tokenRow } from '../../src/accounts/token.ts'
import { writeAuthor, writeSection } from '../../src/articles/desk-write.ts'
import { save } from '../../src/articles/save.ts'
import { change, commit } from '../../src/cache/change.ts'
import { submit } from '../../src/comments/comment.ts'
import { openDatabase } from '../../src/db/database.ts'
import { tokens } from '../../src/db/tables/accounts.ts'
import type { Running } from './workers.ts'

const now = new Date('2026-11-22T10:00:00Z')

/** A paper with ten articles, one of them with twenty comments; answers that one's path. */
export async function fill({ database }: Running): Promise<string> {
  for (const sql of migrations()) await database.prepare(sql).run()
  const store = { db: openDatabase(database), edge: undefined }
  const author = writeAuthor(
    store.db,
    null,
    { name: 'Ada Quill', role: 'Correspondent', bio: 'Ada counts ships. '.repeat(30) },
    now,
  )
  const section = writeSection(store.db, null, { name: 'Harbour' }, now)
  for (const { tags, statements } of [author, section]) await change(store, { tags, now }, statements)
  let path = ''
  for (let i = 0; i < 10; i++) {
    const input = {
      headline: `The Strike, day ${i}`,
      standfirst: 'Nobody rows today',
      body: words(900),
      authors: ['ada-quill'],
      section: 'harbour',
      topics: ['Ferry'],
      status: 'published' as const,
    }
    const saved = await save(store.db, null, input, {
      actor: 'bench',
      now: new Date(now.getTime() - i * 3_600_000),
      address: 'http://localhost',
      timeZone: 'UTC',
      files: new Map(),
    })
    if ('refusals' in saved) throw new Error(JSON.stringify(saved.refusals))
    await change(store, { tags: [], now }, saved.statements)
    if (i === 5) path = await discuss(store, saved.article.id, saved.article.path ?? '')
  }
  return path
}

async function discuss(
  store: { db: ReturnType<typeof openDatabase>; edge: undefined },
  articleId: number,
  path: string,
): Promise<string> {
  for (let i = 0; i < 20; i++) {
    const form = {
      author: `Reader ${i}`,
      email: 'reader@example.com',
      url: '',
      comment: `I have been saying this for ${i} years, and nobody listened.`,
      comment_parent: null,
    }
    const sender = { address: '', addressHash: '', emailHash: '', userAgent: '', reader: '', daysKept: 90, depth: 5 }
    const verdict = { state: 'approved' as const, score: 0, reasons: [], spamProbability: null, recheckAt: null }
    // Each in another minute, as comments are.
    const at = new Date(now.getTime() + i * 7 * 60_000)
    const { statements } = submit(store.db, articleId, form, sender, verdict, at)
    await change(store, { tags: [], now }, statements)
  }
  return path
}

/** A token with these scopes. */
export async function tokenFor(database: D1Database, ...scopes: Scope[]): Promise<string> {
  const db = openDatabase(database)
  const token = 'dl_bench_of-this-run-alone'
  const row = await tokenRow(token, { name: 'Bench', scopes, expiresAt: null }, new Date())
  await commit(db, [db.insert(tokens).values(row)])
  return token
}

export function migrations(): string[] {
  const files = readdirSync('migrations').filter((name) => name.endsWith('.sql'))
  return files.flatMap((name) => readFileSync(`migrations/${name}`, 'utf8').split('--> statement-breakpoint'))
}

const vocabulary =
  'harbour council rowed against the weather while ferrymen argued about bread and tolls until somebody measured'.split(
    ' ',
  )
const words = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `${vocabulary[(i * i + 3 * i) % vocabulary.length]}${i % 60 === 59 ? '.\n\n' : ''}`,
  ).join(' ')
