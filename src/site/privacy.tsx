import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { Page } from '../ui/page.tsx'

export const privacyPage = new Hono<Env>().get('/privacy', knows(), async (c) => {
  const [site] = await read(c.var.reader, siteQuery())
  return keepAtEdge(c, ['site'], { until: null }, () => c.html(<PrivacyPage site={site} />))
})

const PrivacyPage: FC<{ site: Site }> = ({ site }) => (
  <Page site={site} title="Privacy" canonical="/privacy">
    <div class="listing prose">
      <header>
        <h1>Privacy</h1>
        <p>What {site.name} keeps of its readers, for how long, and who else is told.</p>
      </header>
      <h2>Reading</h2>
      <p>
        Reading sets no cookie and runs no script. The pages come from Cloudflare’s network, which sees your address as
        every network does. We count nobody.
      </p>
      <h2 id="comments">Commenting</h2>
      <p>
        Your name, your website if you give one, your comment and its time are published once a moderator has approved
        it. Your email address is never published: only moderators see it.
      </p>
      <p>
        Your email address, the network address your comment came from and the name of your browser are kept apart from
        the comment for {site.comments.daysKept} days, to tell spam from conversation, and then deleted. What stays are
        two codes made from them with a secret key, from which they cannot be read.
      </p>
      <p>Nothing of your comment is sent to others: no spam service, no avatar service, no statistics.</p>
    </div>
  </Page>
)
