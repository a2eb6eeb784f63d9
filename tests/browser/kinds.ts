import type { Page } from 'playwright-core'
import type { Server } from '../support/server.ts'
import { fillIn, type Kind, press } from './hand.ts'
import { mailedKinds } from './mailed.ts'
import { mishaps } from './mishaps.ts'
import { oddKinds } from './odd.ts'

/** Every kind of public page, in the sample paper. */
export async function kindsOf(server: Server): Promise<Kind[]> {
  const paper = await sampleOf(server)
  const bySlug = (slug: string) => paper.find((article) => article.path.includes(slug))?.path ?? `/no-article/${slug}`
  const clock = bySlug('leave-the-clock')
  const at = (name: string, path: string): Kind => ({ name, open: (page) => page.goto(path) })
  return [
    at('front', '/'),
    at('article', clock),
    at('corrected', bySlug('ferry-returns')),
    at('long', bySlug('the-woman-who-writes')),
    at('rtl', bySlug('bayt-cinder-row')),
    at('table', bySlug('six-minutes-late')),
    at('data', bySlug('is-your-doorstep')),
    at('satire', bySlug('heritage-depth-features')),
    at('sponsored', bySlug('own-a-ninth')),
    at('headline', bySlug('nil-nil')),
    at('closed', bySlug('gulls')),
    at('portuguese', bySlug('padaria-farol')),
    at('section', '/sections/harbour'),
    at('author', '/authors/ines-tolland'),
    at('topic', '/topics/harbour-board'),
    at('year', (paper[0]?.path ?? '').slice(0, 5)),
    at('month', (paper[0]?.path ?? '').slice(0, 8)),
    at('corrections', '/corrections'),
    at('history', `${bySlug('ferry-returns')}/history`),
    at('search', '/search?q=the+ferry'),
    at('nothing', '/search?q=feryr&from=2026-01-01'),
    at('principles', '/principles'),
    at('privacy', '/privacy'),
    at('missing', '/no/such/page'),
    at('withdrawn', bySlug('lido')),
    at('reply', `${clock}?reply-to=${await firstComment(server, clock)}#reply`),
    { name: 'mistaken', open: (page) => sendMistaken(page, clock) },
    { name: 'preview', open: (page) => preview(page, clock) },
    { name: 'waiting', open: (page) => sendComment(page, clock) },
    { name: 'editing', open: (page) => editComment(page, clock) },
    ...(await mailedKinds(server, bySlug('six-minutes-late'))),
    ...mishaps(server, bySlug('hole-in-the-council')),
    ...(await oddKinds(server)),
  ]
}

/** Every article of the paper that has an address, newest first. */
export async function sampleOf(server: Server): Promise<{ path: string; listed: boolean }[]> {
  const { DB } = await server.env()
  const query = `select path, listed_at <= unixepoch() * 1000 as listed from articles
    where path is not null order by coalesce(listed_at, 0) desc`
  const { results } = await DB.prepare(query).all<{ path: string; listed: number | null }>()
  return results.map(({ path, listed }) => ({ path, listed: listed === 1 }))
}

async function firstComment(server: Server, path: string): Promise<number> {
  const { DB } = await server.env()
  const query = `select id from comments where state = 'approved'
    and article_id = (select id from articles where path = ?) order by path limit 1`
  return (await DB.prepare(query).bind(path).first<number>('id')) ?? 0
}

async function sendMistaken(page: Page, path: string): Promise<void> {
  await fillIn(page, path, 'You are all of you wrong about the clock, and I can prove it.', 'edwin@harbour')
  await page.getByLabel('Website (optional)').fill('not a site')
  await press(page, 'Post comment')
}

async function preview(page: Page, path: string): Promise<void> {
  await fillIn(page, path, 'I set my own watch by it, and <em>have</em> been late since 1974.')
  await press(page, 'Preview')
}

async function sendComment(page: Page, path: string): Promise<void> {
  await fillIn(page, path, 'I set my own watch by it, and have been late since 1974.')
  await press(page, 'Post comment')
}

async function editComment(page: Page, path: string): Promise<void> {
  await fillIn(page, path, 'I wind it on Thursdays, or somebody does.')
  await press(page, 'Post comment')
  await press(page, 'Edit')
}
