import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { mailOf } from '../http/mail.ts'
import { proseIn } from '../http/prose.ts'
import { knows } from '../http/query.ts'
import { siteQuery } from '../settings/site.ts'
import { type InForce, PrivacyPage } from './privacy-page.tsx'

/** What is kept and sent. The page prints the settings that its ETag is made of, and no others. */
export const privacyPage = new Hono<Env>().get('/privacy', knows(), async (c) => {
  const [site] = await read(c.var.reader, siteQuery())
  const { env } = c
  const services = {
    mail: mailOf(env) !== null,
    akismet: Boolean(env.AKISMET_KEY),
    turnstile: Boolean(env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET),
  }
  const { daysKept, daysSpamKept, daysTrashKept, holdAll, akismetMinimal } = site.comments
  const inForce: InForce = {
    services,
    countsReads: site.countsReads,
    rules: { daysKept, daysSpamKept, daysTrashKept, holdAll, akismetMinimal: services.akismet && akismetMinimal },
  }
  return keepAtEdge(c, ['site'], { until: null, state: [JSON.stringify(inForce)] }, async () =>
    c.html(<PrivacyPage site={site} inForce={inForce} prose={await proseIn(c, site.language)} />),
  )
})
