import { expect } from 'vitest'
import { bodyOf, type Json } from './api.ts'
import type { Comment, Paper } from './paper.ts'
import type { Server } from './server.ts'

/** An entry of the ledger, as the API answers it. */
export interface Verdict extends Json {
  id: number
  commentId: number
  act: string
}

/** What moderators do, by the API. */
export const moderators = (paper: Paper) => ({
  patch: async ({ id }: { id: number }, input: object): Promise<Comment> => {
    const answer = await paper.api('PATCH', `/comments/${id}`, input)
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text)
  },
  bulk: (ids: number[], state: string) => paper.api('PATCH', '/comments', { ids, state }),
  verdicts: async ({ id }: { id: number }): Promise<Verdict[]> =>
    JSON.parse(await (await paper.api('GET', `/comments/${id}/verdicts`)).text()).items,
  undo: ({ id }: { id: number }, input: object = {}) => paper.api('POST', `/verdicts/${id}/undo`, input),
  count: async ({ id }: { id: number }) => (await bodyOf(await paper.api('GET', `/articles/${id}`))).commentCount,
})

/** Comments that wait, by the dozen, straight into the tables; `below` makes each an answer to the one before. */
export async function crowdWaiting(server: Server, articleId: number, count: number, from = 0): Promise<number[]> {
  const { DB } = await server.env()
  const ids = Array.from({ length: count }, (_, i) => 7_000_000 + from + i)
  const rows = ids.map((id, i) => ({
    id,
    path: String(from + i + 1).padStart(6, '0'),
    at: 1_760_000_000_000 + from + i,
  }))
  const json = JSON.stringify(rows)
  const of = (name: string) => `(value ->> '${name}')`
  await DB.batch([
    DB.prepare(
      `insert into comments (id, article_id, path, author, body, body_html, state, reasons, created_at)
       select ${of('id')}, ?2, ${of('path')}, 'Reader', 'Words ' || ${of('id')}, '<p>Words ' || ${of('id')} || '</p>', 'held', '[]', ${of('at')}
       from json_each(?1)`,
    ).bind(json, articleId),
    DB.prepare(
      `insert into verdicts (id, comment_id, at, actor, act, to_state, reasons)
       select ${of('id')}, ${of('id')}, ${of('at')}, 'rules', 'submitted', 'held', '[]' from json_each(?1)`,
    ).bind(json),
    DB.prepare('update articles set comment_seq = comment_seq + ?1 where id = ?2').bind(count, articleId),
  ])
  return ids
}

/** What the tables say of a comment count and of what is shown, worked out anew. */
export async function countedAnew(server: Server, articleId: number) {
  const { DB } = await server.env()
  const wrong = await DB.prepare(
    `select c.id from comments c where c.article_id = ?1 and c.shown <> (c.state = 'approved' or exists (select 1 from comments r
       where r.article_id = c.article_id and r.state = 'approved' and r.path > c.path and r.path < c.path || '~'))`,
  )
    .bind(articleId)
    .all()
  const count = await DB.prepare(
    `select a.comment_count as stored, (select count(*) from comments c where c.article_id = a.id and c.state = 'approved') as real
     from articles a where a.id = ?1`,
  )
    .bind(articleId)
    .first<{ stored: number; real: number }>()
  return { wronglyShown: wrong.results.length, ...count }
}

/** The counts of one token that the filter knows: ham, spam. */
export async function learnedOf(server: Server, token: string): Promise<[number, number] | null> {
  const { DB } = await server.env()
  const row = await DB.prepare('select ham, spam from learned where token = ?1')
    .bind(token)
    .first<{ ham: number; spam: number }>()
  return row && [row.ham, row.spam]
}
