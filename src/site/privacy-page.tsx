import type { FC } from 'hono/jsx'
import { sentToAkismet } from '../comments/akismet-said.ts'
import { DAYS_SUBSCRIBED, DAYS_TO_CONFIRM } from '../comments/expiry.ts'
import { limits } from '../comments/input.ts'
import type { Site } from '../settings/site.ts'
import { Page } from '../ui/page.tsx'

/** Services outside that are switched on. */
export interface Services {
  mail: boolean
  akismet: boolean
  turnstile: boolean
}

interface PrivacyProps {
  site: Site
  services: Services
}

export const PrivacyPage: FC<PrivacyProps> = ({ site, services }) => (
  <Page site={site} title="Privacy" canonical="/privacy">
    <div class="listing prose">
      <header>
        <h1>Privacy</h1>
        <p>What {site.name} keeps of its readers, for how long, and who else is told.</p>
      </header>
      <h2>Reading</h2>
      <p>
        Reading sets no cookie. The pages come from Cloudflare’s network, which sees your address as every network does.
        We count nobody.
      </p>
      <Commenting site={site} akismet={services.akismet} />
      <h2 id="sent">What is sent to others</h2>
      <Sent site={site} services={services} />
      {services.mail && <Letters />}
      <h2 id="data">Your data</h2>
      {services.mail ? (
        <AskingForm />
      ) : (
        <p>
          To get a copy of your comments, or to have them erased, write to the editors from the address you commented
          with.
        </p>
      )}
    </div>
  </Page>
)

const Commenting: FC<{ site: Site; akismet: boolean }> = ({ site, akismet }) => (
  <>
    <h2 id="comments">Commenting</h2>
    <p>
      Your name, your website if you give one, your comment and its time are published
      {site.comments.holdAll ? ' once a moderator has approved it' : ', some of it once a moderator has approved it'}.
      Your email address is never published: only moderators see it.
    </p>
    <p>
      Your email address, the network address your comment came from{akismet && ', the page you came from'} and the name
      of your browser are kept apart from the comment for {counted(site.comments.daysKept)}, to tell spam from
      conversation, and then deleted. What stays are codes made of the addresses, and of the network around yours, with
      a secret key, from which they cannot be read, and the name of the cookie.
    </p>
    <p>
      A comment that was put away is deleted for good: spam after {counted(site.comments.daysSpamKept)}, one that was
      removed, by you or by a moderator, after {counted(site.comments.daysTrashKept)}. Where somebody answered it, an
      empty place stays, without name and words.
    </p>
    <p>
      When you post a comment, we set one cookie, <code>__Host-dateline-reader</code>, for a year. It holds a random
      name and a signature, and tells us that comments came from the same browser. It is read when you post, and at no
      other time. A filter of ours learns from the words of comments what spam looks like; it keeps words and counts,
      not who wrote them.
    </p>
    <p>
      If you let the form remember your name, email and website, they stay in your browser, and are sent with the
      comments you post only.
    </p>
  </>
)

const Sent: FC<PrivacyProps> = ({ site, services: { akismet, turnstile, mail } }) => (
  <>
    {!akismet && !turnstile && !mail && (
      <p>Nothing of your comment is sent to others: no spam service, no avatar service, no statistics.</p>
    )}
    {akismet && (
      <>
        <p>
          To find spam, comments are shown to <a href="https://akismet.com/privacy/">Akismet</a>, a service of
          Automattic. It is told:
        </p>
        <ul>
          {sentToAkismet(site.comments.akismetMinimal).map((what) => (
            <li>{what}</li>
          ))}
        </ul>
        {site.comments.akismetMinimal && <p>It is not told your email address nor your network address.</p>}
      </>
    )}
    {turnstile && (
      <p>
        When a comment looks like a program’s work, a check by Cloudflare Turnstile is loaded. It sees your network
        address and your browser. You may send the comment to a moderator instead.
      </p>
    )}
    {mail && <p>Letters go out through Cloudflare’s mail service, which sees whom they go to and what they say.</p>}
    {(akismet || turnstile || mail) && <p>Nobody else is told anything: no avatar service, no statistics.</p>}
  </>
)

const Letters: FC = () => (
  <p>
    If you ask for mail when somebody answers, your address is kept for that until you end it by the link in each
    letter, for {counted(DAYS_SUBSCRIBED)} at most; for {counted(DAYS_TO_CONFIRM)} if you never confirm it. Moderators
    get mail about comments that wait, with your name, your email address and your comment.
  </p>
)

/** Where a reader asks for a copy; with what is wrong with the address that was typed. */
export const AskingForm: FC<{ email?: string; error?: string }> = ({ email, error }) => (
  <>
    <p>
      You can have a copy of your comments, or have them erased. Tell us the address you commented with: we send it a
      link that is good for a day.
    </p>
    <div class="reply">
      <form method="post" action="/privacy/requests">
        <div>
          <label for="privacy-email">Email</label>
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
            Send me a link
          </button>
        </p>
      </form>
    </div>
  </>
)

const counted = (days: number) => (days === 1 ? 'one day' : `${days} days`)
