import type { Context } from 'hono'
import { change } from '../cache/change.ts'
import { type Sender, submit, type Verdict } from '../comments/comment.ts'
import { tokenState } from '../comments/form-token.ts'
import { type CommentForm, TRAP } from '../comments/input.ts'
import { once } from '../comments/once.ts'
import { decideOn, gather, looksOdd } from '../comments/receive.ts'
import type { Env } from '../env.ts'
import { isConflict } from '../http/failure.ts'
import { findAnswer } from '../http/idempotency.ts'
import { hashesOf, readerOf, rememberReader, signer, visitorOf } from '../http/visitor.ts'
import { words } from '../text/words/words.ts'
import type { View } from './article-view.ts'
import { akismetFor, humanCheck } from './comment-advisers.ts'
import { lettersAbout } from './comment-letters.ts'
import { formAgain } from './form-again.tsx'
import { ownToken } from './own-comment.tsx'

/** Takes a valid comment: judged, and kept once. */
export async function acceptComment(
  c: Context<Env>,
  view: View,
  form: CommentForm,
  values: Record<string, string>,
): Promise<Response> {
  const sender = await senderOf(c, view, form)
  const sign = await signer(c, 'form')
  const token = await tokenState(sign, view.article.id, values.token ?? '', c.var.now)
  const received = { form, article: view.article, token, trapped: Boolean(values[TRAP]), ...sender }
  const facts = await gather(c.var.reader, { ...received, settings: view.site.comments, now: c.var.now })
  const human = await humanCheck(c, values, { address: sender.address, site: view.site.address })
  // Before Akismet is asked: a comment that comes again with its answer is asked about once.
  if (human === 'not-asked' && looksOdd(facts)) return challenge(c, view, values)
  const akismet = akismetFor(c, view, form, { ...sender, trap: values[TRAP] })
  const { judgement, ...decided } = await decideOn(facts, { akismet, human })
  const location = await keep(c, view, form, sender, {
    ...judgement,
    state: judgement.state === 'refused' ? 'spam' : judgement.state,
    spamProbability: facts.spamProbability,
    html: facts.html,
    ...decided,
  })
  // Kept with its reasons, for moderators: to its sender they would say what to do better.
  if (judgement.state === 'refused')
    return formAgain(c, view, values, { comment: words(view.site.language).refusals.filtered })
  return c.redirect(location, 303)
}

async function senderOf(c: Context<Env>, { site }: View, form: CommentForm): Promise<Sender> {
  const visitor = visitorOf(c)
  const fingerprint = await signer(c, 'fingerprint')
  return {
    ...visitor,
    emailHash: await fingerprint(form.email.toLowerCase()),
    ...(await hashesOf(c, visitor)),
    reader: await readerOf(c),
    daysKept: site.comments.daysKept,
    depth: site.comments.depth,
  }
}

// Where its writer finds it.
async function keep(c: Context<Env>, view: View, form: CommentForm, sender: Sender, verdict: Verdict): Promise<string> {
  const { store, now } = c.var
  const { article } = view
  const submission = submit(store.db, article.id, form, sender, verdict, now)
  const { id, tags } = submission
  const statements = [...submission.statements, ...lettersAbout(c, view, submission, { form, sender, verdict })]
  const location = `${article.path}?waiting=${await ownToken(c, id)}#own-${id}`
  const answer = await once(await signer(c, 'words'), article.id, { form, sender }, location)
  await rememberReader(c, sender.reader)
  try {
    await change(store, { tags, now, answer }, statements)
    return location
  } catch (error) {
    // The same comment a second time, by a double click or a retry: it is there already, once.
    const before = isConflict(error) ? await findAnswer(store.db, answer) : undefined
    if (before) return before.headers.Location ?? article.path
    throw error
  }
}

function challenge(c: Context<Env>, view: View, values: Record<string, string>) {
  const siteKey = c.env.TURNSTILE_SITE_KEY
  c.set('allowsTurnstile', true)
  return formAgain(c, view, values, {}, 422, { challenge: siteKey })
}
