import type { Article } from '../support/paper.ts'
import { ask, done, know, knowList, pick, publish, type World } from './world.ts'

export const acts = {
  publish: (world: World, which: number) => publish(world, which),
  draft: (world: World, which: number) => publish(world, which, { headline: `Draft ${which}`, status: 'draft' }),
  schedule: (world: World, which: number) => schedule(world, 100_000 + which * 20_000, which),
  reschedule: (world: World, which: number) => reschedule(world, which),
  headline: (world: World, which: number) => revise(world, which, { headline: `Renamed ${which}` }),
  slug: (world: World, which: number) => revise(world, which, { slug: `moved-${which % 7}` }),
  move: (world: World, which: number) => move(world, which),
  close: (world: World, which: number) => revise(world, which, closingOf(which)),
  correct: (world: World, which: number) => correct(world, which),
  relate: (world: World, which: number) => relate(world, which),
  rewrite: (world: World, which: number) =>
    revise(world, which, { body: bodies[which % bodies.length], note: which % 2 ? `Said better ${which}` : '' }),
  withdraw: (world: World, which: number) => become(world, which, 'withdrawn'),
  restore: (world: World, which: number) => become(world, which, 'published'),
}

/** An article that will appear in so many milliseconds; its address is read before. */
export const schedule = (world: World, ms: number, which: number): Promise<void> =>
  publish(world, which, { publishedAt: new Date(world.now + ms).toISOString() })

/** One that is not so yet, as far as is known. */
const become = (world: World, which: number, status: string): Promise<void> =>
  revise(
    world,
    which,
    { status },
    pick(
      world.articles.filter((article) => article.status !== status),
      which,
    ),
  )

/** One that was read, related and answered, is put off; as often as not, one that was talked about last. */
function reschedule(world: World, which: number): Promise<void> {
  const publishedAt = new Date(world.now + 30_000 + which * 20_000).toISOString()
  const latest = which % 2 ? world.comments.at(-1)?.articleId : undefined
  const article = world.articles.find(({ id }) => id === latest) ?? pick(world.articles, which)
  return revise(world, which, { status: 'published', publishedAt }, article)
}

export async function revise(world: World, which: number, body: object, article = pick(world.articles, which)) {
  const after = article && (await done<Article>(ask(world, 'PATCH', `/articles/${article.id}`, body)))
  if (!article || !after) return
  Object.assign(article, after)
  know(world, article)
}

export const moved = (world: World, which: number) => ({
  section: pick(world.sections, which),
  authors: which % 3 ? [pick(world.authors, which)] : [],
  topics: [['Ferry'], ['Tides', 'Budget'], []][which % 3],
})

/** Also onto a topic that was not there, or back to it. */
function move(world: World, which: number): Promise<void> {
  const topic = `New ${which % 3}`
  if (which % 5 === 1) knowList(world, `/topics/new-${which % 3}`)
  return revise(world, which, { ...moved(world, which), ...(which % 5 === 1 ? { topics: ['Tides', topic] } : {}) })
}

async function correct(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  if (article) await ask(world, 'POST', `/articles/${article.id}/corrections`, { text: `We were wrong ${which}` })
}

const bodies = [
  'The boats stayed in on Monday.\n\nNobody was surprised.',
  'The harbour council measured the tides and the tolls of the harbour ferry.\n\nThe ferry tolls rose.',
  'Bread rose again. The bakers of the town hall say that bread is dear.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ',
]

/** With others chosen by hand, or by their words again. */
function relate(world: World, which: number): Promise<void> {
  const others = [pick(world.articles, which + 1), pick(world.articles, which + 4)]
  return revise(world, which, { related: which % 3 ? others.flatMap((other) => other?.id ?? []) : [] })
}

const closingOf = (which: number) => ({ commentsOpen: which % 4 !== 1, commentsCloseAfter: [null, 0, 2, 5][which % 4] })
