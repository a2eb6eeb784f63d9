import type { Server } from './server.ts'

/** Fills the paper by the thousand, straight into its tables, so that a test can ask what does not grow with it. */
export async function crowd(
  server: Server,
  { articles = 0, hours = 1, commentsOn, comments = 0 }: Crowd,
): Promise<void> {
  const { DB } = await server.env()
  if (articles > 0) await DB.batch(manyArticles(DB, articles, hours))
  if (commentsOn !== undefined) await DB.batch(manyComments(DB, commentsOn, comments))
}

interface Crowd {
  articles?: number
  /** Between one article and the next. */
  hours?: number
  /** The id of the article under which the comments stand: one thread, five levels deep. */
  commentsOn?: number
  comments?: number
}

const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)`

function manyArticles(db: D1Database, count: number, hours: number): D1PreparedStatement[] {
  // From 2020 on: older than whatever the test publishes.
  const at = `(1577836800000 + i * 3600000 * ?2)`
  return [
    db
      .prepare(
        `${numbers} insert into articles (id, path, slug, headline, body_html, excerpt, section_id, created_at, updated_at,
           published_at, first_published_at, listed_at)
         select 1000000 + i, '/2020/01/old-' || i, 'old-' || i, 'Old story ' || i, '<p>Old.</p>', 'Old.',
           (select id from sections order by position limit 1), ${at}, ${at}, ${at}, ${at}, ${at} from n`,
      )
      .bind(count, hours),
    db
      .prepare(
        `${numbers} insert into bylines (article_id, position, author_id, listed_at)
         select 1000000 + i, 0, (select id from authors where slug = 'ada-quill'), ${at} from n`,
      )
      .bind(count, hours),
    db
      .prepare(
        `${numbers} insert into article_topics (article_id, position, topic_id, listed_at)
         select 1000000 + i, 0, (select id from topics limit 1), ${at} from n`,
      )
      .bind(count, hours),
  ]
}

function manyComments(db: D1Database, article: number, count: number): D1PreparedStatement[] {
  const path = `case when i <= 5 then substr('000001000002000003000004000005', 1, i * 6)
    else '000001000002000003000004' || printf('%06d', i) end`
  return [
    db
      .prepare(
        `${numbers} insert into comments (id, article_id, parent_id, path, author, body, body_html, state, shown, reasons, created_at)
         select 5000000 + i, ?2, case when i = 1 then null else 5000000 + min(i - 1, 4) end, ${path}, 'Reader ' || i, 'Yes.',
           '<p>Comment number ' || i || ' says what many comments say, at some length, and with some heat.</p>',
           'approved', 1, '[]', 1600000000000 + i from n`,
      )
      .bind(count, article),
    db.prepare('update articles set comment_count = ?1, comment_seq = ?1 where id = ?2').bind(count, article),
  ]
}
