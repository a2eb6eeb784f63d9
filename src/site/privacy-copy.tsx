import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { change } from '../cache/change.ts'
import { COPY, copyJson } from '../comments/copy.ts'
import { erase, type Written, writtenQuery } from '../comments/erasure.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { subjectOfLink } from '../http/mail.ts'
import { refuseCrossSite } from '../http/visitor.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { Day, Moment } from '../ui/moment.tsx'
import { Page } from '../ui/page.tsx'

/** What the letter leads to: GET shows the copy (`&format=json` downloads it), POST erases. No session, no cache. */
export const privacyCopy = new Hono<Env>()
  .get(COPY, async (c) => {
    const emailHash = await subjectOfLink(c)
    const [site, written] = await read(c.var.reader, siteQuery(), writtenQuery(emailHash))
    const address = `${COPY}?key=${c.req.query('key')}`
    if (c.req.query('format') !== 'json') return c.html(<CopyPage site={site} written={written} address={address} />)
    const comments = written.map((comment) => copyJson(comment, site.address))
    return c.json({ comments }, 200, { 'Content-Disposition': 'attachment; filename="comments.json"' })
  })
  .post(COPY, async (c) => {
    refuseCrossSite(c)
    const { reader, store, now } = c.var
    const emailHash = await subjectOfLink(c)
    const [site, written] = await read(reader, siteQuery(), writtenQuery(emailHash))
    const { tags, statements } = erase(store.db, written, { emailHash, actor: 'reader', now })
    await change(store, { tags, now }, statements)
    return c.html(<ErasedPage site={site} />)
  })

interface CopyProps {
  site: Site
  written: Written[]
  /** The link itself. */
  address: string
}

const states = { approved: 'published', held: 'waiting for a moderator', spam: 'taken for spam', trash: 'removed' }

const CopyPage: FC<CopyProps> = ({ site, written, address }) => (
  <Page site={site} title="Your comments">
    <div class="listing prose">
      <header>
        <h1>Your comments</h1>
        <p>{written.length === 0 ? 'Nothing is kept of you here.' : 'All that was written here with your address.'}</p>
      </header>
      {written.length > 0 && (
        <p>
          <a href={`${address}&format=json`}>Download them as JSON</a>, or <a href="#erase">erase them</a>.
        </p>
      )}
      {written.map((comment) => (
        <Kept comment={comment} site={site} />
      ))}
      {written.length > 0 && <Erasing address={address} />}
    </div>
  </Page>
)

const Kept: FC<{ comment: Written; site: Site }> = ({ comment, site }) => (
  <section>
    <h2>{comment.articlePath ? <a href={comment.articlePath}>{comment.headline}</a> : comment.headline}</h2>
    <p class="meta">
      <bdi>{comment.author}</bdi>
      {comment.url && `, ${comment.url}`}
      {', '}
      <Moment at={comment.createdAt} site={site} />, {states[comment.state]}
    </p>
    <div class="body typed" dir="auto">
      {comment.body}
    </div>
    {comment.email && (
      <p class="meta">
        Your email address, network address and browser are kept with it until{' '}
        <Day at={comment.expiresAt} site={site} />.
      </p>
    )}
  </section>
)

const Erasing: FC<{ address: string }> = ({ address }) => (
  <section id="erase">
    <h2>Erase them</h2>
    <form method="post" action={address}>
      <p>
        Erasing takes your name, your words and your details out of this site, at once and for good. Where somebody
        answered, “This comment was removed” stays.
      </p>
      <p>
        <button class="button" type="submit">
          Erase all of this
        </button>
      </p>
    </form>
  </section>
)

const ErasedPage: FC<{ site: Site }> = ({ site }) => (
  <Page site={site} title="Your comments are erased">
    <div class="narrow">
      <h1>Your comments are erased</h1>
      <p>Nothing of them, and nothing of you, is kept here any more.</p>
      <p>
        <a href="/">Go to the front page</a>
      </p>
    </div>
  </Page>
)
