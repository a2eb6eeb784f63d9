import { png } from '../support/pictures.ts'
import { revise } from './acts-articles.ts'
import { ask, done, pick, type World } from './world.ts'

/** What an article has besides its headline, its text and where it is filed. */
export const acts = {
  fields: (world: World, which: number) => revise(world, which, fieldsOf(which >> 1)),
  picture: (world: World, which: number) => picture(world, which),
  discard: (world: World, which: number) => discard(world, which),
}

const fieldsOf = (which: number): object =>
  [
    { standfirst: which % 4 ? `Seen from the quay, ${which} times` : '' },
    { genre: ['report', 'analysis', 'opinion', 'review', 'satire', 'sponsored'][(which >> 2) % 6] },
    { dateline: which % 4 ? `PORT ${which} –` : '' },
    { language: ['de', 'en', 'ar'][which % 3] },
    { sources: which % 3 ? [{ title: `The log of ship ${which}`, url: `https://log.example/${which}` }] : [] },
    { hero: which % 3 ? heroOf(`https://pictures.example/${which}.jpg`, which) : null },
  ][which % 6] ?? {}

const heroOf = (src: string, which: number) => ({
  ...{ src, alt: `A quay, ${which}`, width: 800, height: 600 + which },
  ...(which % 2 ? { caption: `The quay on day ${which}`, credit: 'Ada' } : {}),
})

/** One of our own, at the head of an article or within it; looked at from another side since. */
async function picture(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  const file = await done<{ name: string; path: string }>(upload(world, which))
  if (!article || !file) return
  const shown =
    which % 3 ? { hero: heroOf(file.path, which) } : { body: `![A quay](${file.path})\n\nThe boats stayed in.` }
  await revise(world, which, shown, article)
  await ask(world, 'PATCH', `/media/${file.name}`, { alt: `Seen ${which}`, focus: { x: (which % 5) / 5, y: 0.9 } })
  if (which % 4) await revise(world, which, { standfirst: `With a picture, ${which}` }, article)
}

async function upload(world: World, which: number): Promise<Response> {
  const answer = await world.server.fetch(`/api/media?alt=Quay&x=0.${which % 10}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${world.paper.token}`, 'Content-Type': 'image/png' },
    body: png([], { width: 3 + (which % 5) }),
  })
  if (answer.ok) world.writes++
  return answer
}

/** A draft again, or away: what was never public is refused. */
async function discard(world: World, which: number): Promise<void> {
  const drafts = world.articles.filter(({ status }) => status === 'draft')
  const article = pick(which % 4 === 1 ? drafts : world.articles, which)
  if (!article) return
  if (which % 4 === 2) return revise(world, which, { status: 'draft' }, article)
  const after = await done<object>(ask(world, 'DELETE', `/articles/${article.id}`))
  if (after) Object.assign(article, after)
}
