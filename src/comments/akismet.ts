import { type Alert, type Answer, ask, type Failed, failed, type Service } from './akismet-ask.ts'
import { payload, type Said } from './akismet-said.ts'

/** A key of https://akismet.com, the site it is used for (its absolute address), and whether personal data is sent. */
export interface Akismet extends Service {
  key: string
  blog: string
  minimal: boolean
}

/** What Akismet thinks. `discard`: spam so blatant that nobody need see it. */
export interface Verdict {
  verdict: 'ham' | 'spam' | 'discard'
  /** Akismet's own name for the call, to send along when it is told that it was wrong. */
  guid: string | null
  /** Ham for now: it is still following links, and wants to be asked again after so many seconds. */
  recheckAfter: number | null
  /** Something about the account that does not change the verdict: a plan's limit is near. */
  alert: Alert | null
}

export type Opinion = Verdict | Failed

const ENDPOINT = 'https://rest.akismet.com/1.1'
const THANKS = 'Thanks for making the web a better place.'

// Codes that ask for another plan while the service goes on; with any other the verdict is worth nothing.
// https://akismet.com/developers/detailed-docs/errors/
const notices = new Set(['10003', '10005', '10011', '10501', '10502', '10504', '10508', '10516', '30001'])

/** Whether the key is good for the site. Ask when it is set, not before every comment. */
export async function verifyKey(akismet: Akismet): Promise<'valid' | 'invalid' | Failed> {
  const { key, blog } = akismet
  // The manual calls the key `api_key`; Akismet's own libraries send it as `key`.
  const answer = await call(akismet, 'verify-key', new URLSearchParams({ api_key: key, key, blog }))
  if ('failed' in answer) return answer
  const body = answer.text.trim()
  if (body === 'invalid') return 'invalid'
  return objection(answer) ?? (body === 'valid' ? 'valid' : unexpected)
}

/** Asks about one comment: one call, which is never repeated here. */
export async function checkComment(akismet: Akismet, said: Said): Promise<Opinion> {
  const answer = await call(akismet, 'comment-check', payload(akismet, said))
  return 'failed' in answer ? answer : (objection(answer) ?? opinionIn(answer))
}

/** Tells that a comment is spam after all; `guid` is of the check. */
export const submitSpam = (akismet: Akismet, said: Said, guid?: string | null): Promise<'thanked' | Failed> =>
  submit(akismet, 'submit-spam', told(akismet, said, guid))

/** Tells that a comment is none. */
export const submitHam = (akismet: Akismet, said: Said, guid?: string | null): Promise<'thanked' | Failed> =>
  submit(akismet, 'submit-ham', told(akismet, said, guid))

function told(akismet: Akismet, said: Said, guid: string | null | undefined): URLSearchParams {
  const form = payload(akismet, said)
  if (guid) form.append('guid', guid)
  return form
}

async function submit(akismet: Akismet, path: string, form: URLSearchParams): Promise<'thanked' | Failed> {
  const answer = await call(akismet, path, form)
  if ('failed' in answer) return answer
  return objection(answer) ?? (answer.text.trim() === THANKS ? 'thanked' : unexpected)
}

const call = (akismet: Akismet, path: string, form: URLSearchParams) =>
  ask({ userAgent: 'Dateline/0.1 | Akismet/0.1', ...akismet }, `${akismet.endpoint ?? ENDPOINT}/${path}`, form)

const unexpected = failed('the answer could not be understood', true)

// What is wrong with our side of it: the key, the plan, a field.
function objection(answer: Answer): Failed | null {
  const alert = alertIn(answer)
  if (alert && !notices.has(alert.code)) return { ...failed(`${alert.message} (code ${alert.code})`, false), alert }
  // A key that is not valid gets this word for a comment, and this one, capitalised, for what it is told.
  if (!/^invalid( key)?$/i.test(answer.text.trim())) return null
  const why = answer.headers.get('X-akismet-debug-help')
  return failed(`the key or the call was refused${why ? ` (${why})` : ''}`, false)
}

function alertIn({ headers }: Answer): Alert | null {
  const code = headers.get('X-akismet-alert-code')?.trim().slice(0, 20)
  if (!code) return null
  return { code, message: failed(headers.get('X-akismet-alert-msg') ?? 'an alert', false).failed }
}

function opinionIn(answer: Answer): Opinion {
  const { headers, text } = answer
  const body = text.trim()
  if (body !== 'true' && body !== 'false') return unexpected
  const seconds = Number(headers.get('X-akismet-recheck-after'))
  const spam = headers.get('X-akismet-pro-tip')?.trim() === 'discard' ? 'discard' : 'spam'
  return {
    verdict: body === 'false' ? 'ham' : spam,
    guid: headers.get('X-akismet-guid'),
    recheckAfter: body === 'false' && seconds > 0 && Number.isFinite(seconds) ? Math.ceil(seconds) : null,
    alert: alertIn(answer),
  }
}
