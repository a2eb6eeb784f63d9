import type { FC } from 'hono/jsx'
import { change } from '../cache/change.ts'
import { COPY, copyJson } from '../comments/copy.ts'
import { erase, type Written, writtenQuery } from '../comments/erasure.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { subjectOfLink } from '../http/mail.ts'
import { proseIn } from '../http/prose.ts'
import { refuseCrossSite } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import type { Prose } from '../text/words/prose.ts'
import { words } from '../text/words/words.ts'
import { filled, linked } from '../ui/linked.tsx'
import { Day, Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'

/** What the letter leads to: GET shows the copy (`&format=json` downloads it), POST erases. No session, no cache. */
export const privacyCopy = new Hono<Env>()
  .get(COPY, async (c) => {
    const emailHash = await subjectOfLink(c)
    const [site, written] = await read(c.var.reader, siteQuery(), writtenQuery(emailHash))
    const address = `${COPY}?key=${c.req.query('key')}`
    if (c.req.query('format') !== 'json') {
      const { copy } = await proseIn(c, site.language)
      return c.html(<CopyPage site={site} written={written} address={address} w={copy} />)
    }
    const comments = written.map((comment) => copyJson(comment, site.address))
    return c.json({ comments }, 200, { 'Content-Disposition': 'attachment; filename="comments.json"' })
  })
  .post(COPY, async (c) => {
    refuseCrossSite(c)
    const { reader, store, now } = c.var
    const emailHash = await subjectOfLink(c)
    const [site, written] = await read(reader, siteQuery(), writtenQuery(emailHash))
    const { copy } = await proseIn(c, site.language)
    const { tags, statements } = erase(store.db, written, { emailHash, actor: 'reader', now })
    await change(store, { tags, now }, statements)
    return c.html(<ErasedPage site={site} w={copy} />)
  })

interface CopyProps {
  site: Site
  written: Written[]
  /** The link itself. */
  address: string
  w: Prose['copy']
}

const CopyPage: FC<CopyProps> = ({ site, written, address, w }) => (
  <Page site={site} title={w.title}>
    <div class="listing prose">
      <header>
        <h1>{w.title}</h1>
        <p>{written.length === 0 ? w.nothing : w.all}</p>
      </header>
      {written.length > 0 && <p>{linked(w.ways, `${address}&format=json`, '#erase')}</p>}
      {written.map((comment) => (
        <Kept comment={comment} site={site} w={w} />
      ))}
      {written.length > 0 && <Erasing address={address} w={w} />}
    </div>
  </Page>
)

const Kept: FC<{ comment: Written; site: Site; w: Prose['copy'] }> = ({ comment, site, w }) => (
  <section>
    <h2>{comment.articlePath ? <a href={comment.articlePath}>{comment.headline}</a> : comment.headline}</h2>
    <p class="meta">
      <bdi>{comment.author}</bdi>
      {comment.url && `, ${comment.url}`}
      {', '}
      <Moment at={comment.createdAt} site={site} />, {w[comment.state]}
    </p>
    <div class="body typed" dir="auto">
      {comment.body}
    </div>
    {comment.email && <p class="meta">{filled(w.keptUntil, <Day at={comment.expiresAt} site={site} />)}</p>}
  </section>
)

const Erasing: FC<{ address: string; w: Prose['copy'] }> = ({ address, w }) => (
  <section id="erase">
    <h2>{w.erase}</h2>
    <form method="post" action={address}>
      <p>{w.eraseText}</p>
      <p>
        <button class="button" type="submit">
          {w.eraseButton}
        </button>
      </p>
    </form>
  </section>
)

const ErasedPage: FC<{ site: Site; w: Prose['copy'] }> = ({ site, w }) => {
  const { problem } = words(site.language)
  return (
    <Page site={site} title={w.erased}>
      <div class="narrow">
        <h1>{w.erased}</h1>
        <p>{w.erasedText}</p>
        <p>
          <a href="/">{problem.front}</a>
        </p>
      </div>
    </Page>
  )
}
