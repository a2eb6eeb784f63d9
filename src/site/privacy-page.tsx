import type { FC } from 'hono/jsx'
import { sentToAkismet } from '../comments/akismet-said.ts'
import { DAYS_SUBSCRIBED, DAYS_TO_CONFIRM } from '../comments/expiry.ts'
import { limits } from '../comments/input.ts'
import type { CommentSettings, Site } from '../settings/site.ts'
import type { Prose } from '../text/words/prose.ts'
import { afterDays, forDays, withValues } from '../text/words/values.ts'
import { words } from '../text/words/words.ts'
import { filled, linked } from '../ui/linked.tsx'
import { Page } from '../ui/page.tsx'
import { ours } from '../ui/tongue.ts'

/** Services outside that are switched on. */
export interface Services {
  mail: boolean
  akismet: boolean
  turnstile: boolean
}

/** The settings and bindings that the page prints: all of its ETag, for no row that counts tells of them. */
export interface InForce {
  services: Services
  countsReads: boolean
  rules: Pick<CommentSettings, 'daysKept' | 'daysSpamKept' | 'daysTrashKept' | 'holdAll' | 'akismetMinimal'>
}

interface PrivacyProps {
  site: Site
  inForce: InForce
  prose: Prose
}

export const PrivacyPage: FC<PrivacyProps> = ({ site, inForce, prose }) => {
  const { privacy: w } = prose
  const { services, countsReads, rules } = inForce
  const { frame } = words(site.language)
  return (
    <Page site={site} title={frame.privacy} canonical="/privacy">
      <div class="listing prose" {...ours(site)}>
        <header>
          <h1>{frame.privacy}</h1>
          <p>{withValues(w.intro, { paper: site.name })}</p>
        </header>
        <h2>{w.reading}</h2>
        <p>
          {w.readingText} {countsReads ? w.counted : w.notCounted}
        </p>
        <Commenting rules={rules} akismet={services.akismet} w={w} />
        <h2 id="sent">{w.sent}</h2>
        <Sent site={site} inForce={inForce} prose={prose} />
        {services.mail && (
          <p>
            {withValues(w.letters, { most: forDays(w, DAYS_SUBSCRIBED), unconfirmed: forDays(w, DAYS_TO_CONFIRM) })}
          </p>
        )}
        <h2 id="data">{w.data}</h2>
        {services.mail ? <AskingForm site={site} w={w} /> : <p>{w.write}</p>}
      </div>
    </Page>
  )
}

const Commenting: FC<{ rules: InForce['rules']; akismet: boolean; w: Prose['privacy'] }> = ({ rules, akismet, w }) => {
  const { holdAll, daysKept, daysSpamKept, daysTrashKept } = rules
  return (
    <>
      <h2 id="comments">{w.commenting}</h2>
      <p>
        {holdAll ? w.publishedAll : w.publishedSome} {w.notEmail}
      </p>
      <p>
        {withValues(akismet ? w.keptReferrer : w.kept, { days: forDays(w, daysKept) })} {w.codes}
      </p>
      <p>{withValues(w.putAway, { spam: afterDays(w, daysSpamKept), trash: afterDays(w, daysTrashKept) })}</p>
      <p>{filled(w.cookie, <code>__Host-dateline-reader</code>)}</p>
      <p>{w.remembered}</p>
    </>
  )
}

const Sent: FC<PrivacyProps> = ({ site, inForce, prose }) => {
  const { privacy: w } = prose
  const { akismet, turnstile, mail } = inForce.services
  const { akismetMinimal } = inForce.rules
  return (
    <>
      {!akismet && !turnstile && !mail && <p>{w.sentNothing}</p>}
      {akismet && (
        <>
          <p>{linked(w.akismet, 'https://akismet.com/privacy/')}</p>
          <ul>
            {sentToAkismet(akismetMinimal, words(site.language).akismet).map((what) => (
              <li>{what}</li>
            ))}
          </ul>
          {akismetMinimal && <p>{w.akismetNot}</p>}
        </>
      )}
      {turnstile && <p>{w.turnstile}</p>}
      {mail && <p>{w.mail}</p>}
      {(akismet || turnstile || mail) && <p>{w.sentNoMore}</p>}
    </>
  )
}

interface AskingProps {
  site: Site
  w: Prose['privacy']
  email?: string
  error?: string
}

/** Where a reader asks for a copy; with what is wrong with the address that was typed. */
export const AskingForm: FC<AskingProps> = ({ site, w, email, error }) => {
  const { form } = words(site.language)
  return (
    <>
      <p>{w.ask}</p>
      <div class="reply">
        <form method="post" action="/privacy/requests">
          <div>
            <label for="privacy-email">{form.email}</label>
            <input
              id="privacy-email"
              name="email"
              type="email"
              autocomplete="email"
              maxlength={limits.email}
              required
              value={email}
              aria-invalid={error ? 'true' : undefined}
              aria-describedby={error ? 'privacy-email-error' : undefined}
            />
            {error && (
              <p class="error" id="privacy-email-error" role="alert">
                {error}
              </p>
            )}
          </div>
          <p>
            <button class="button" type="submit">
              {w.askButton}
            </button>
          </p>
        </form>
      </div>
    </>
  )
}
