import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { mailOf } from '../http/mail.ts'
import { proseIn } from '../http/prose.ts'
import { knows } from '../http/query.ts'
import { siteQuery } from '../settings/site.ts'
import { PrivacyPage } from './privacy-page.tsx'

/** What is kept and sent, from the settings and bindings in force: they are in the ETag, for no row tells of them. */
export const privacyPage = new Hono<Env>().get('/privacy', knows(), async (c) => {
  const [site] = await read(c.var.reader, siteQuery())
  const { env } = c
  const services = {
    mail: mailOf(env) !== null,
    akismet: Boolean(env.AKISMET_KEY),
    turnstile: Boolean(env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET),
  }
  const { daysKept, holdAll, akismetMinimal } = site.comments
  const state = [JSON.stringify([services, site.countsReads, daysKept, holdAll, services.akismet && akismetMinimal])]
  return keepAtEdge(c, ['site'], { until: null, state }, async () =>
    c.html(<PrivacyPage site={site} services={services} prose={await proseIn(c, site.language)} />),
  )
})
