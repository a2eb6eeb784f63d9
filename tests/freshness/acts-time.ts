import { revise, schedule } from './acts-articles.ts'
import { check } from './check.ts'
import { advance, ask, DAY, leap, MINUTE, minutes, pass, pick, SECOND, type World } from './world.ts'

export const acts = {
  wait: (world: World, which: number) => pass(world, which * 2 * SECOND),
  hours: (world: World, which: number) => later(world, which * 15 * MINUTE),
  days: (world: World, which: number) => later(world, (which % 10) * DAY),
  /** Longer than any detail of a reader is kept. */
  month: (world: World, which: number) => later(world, (35 + (which % 10)) * DAY),
  embargo: (world: World, which: number) => embargo(world, which),
  closing: (world: World, which: number) => closing(world, which),
  read: (world: World, which: number) => readMost(world, which),
  leaf: (world: World, which: number) => leaf(world, which),
}

/** Further down in a list, from where an article stands in it. */
function leaf(world: World, which: number): Promise<void> {
  const article = pick(world.articles.filter(isListed(world)), which)
  const desks = [
    ...world.sections.map((slug) => `/sections/${slug}`),
    ...world.authors.map((slug) => `/authors/${slug}`),
  ]
  const list = pick([...desks, '/topics/ferry', '/2026'], which >> 1)
  if (article) world.urls.add(`${list}?before=${Date.parse(String(article.publishedAt))}-${article.id}`)
  return Promise.resolve()
}

/** Some articles are read by so many that the clock has a list to make of them. */
async function readMost(world: World, which: number): Promise<void> {
  await ask(world, 'PATCH', '/settings', { lists: { read: which % 8 > 0 } })
  await toCount(world)
  for (let i = 0; i < 4; i++) await readBy(world, pick(world.articles, which + i), 12 + ((which + i) % 5))
  await toCount(world)
}

async function readBy(world: World, article: { path?: string | null } | undefined, readers: number): Promise<void> {
  const { server } = world
  const read = (i: number) => {
    const headers = { Origin: server.url.origin, 'CF-Connecting-IP': `192.0.2.${i}` }
    return server.fetch(`${article?.path ?? '/2026/11/none'}/read`, { method: 'POST', headers })
  }
  await Promise.all(Array.from({ length: readers }, (_, i) => read(i)))
  await server.control('settle', { method: 'POST' })
  world.writes += readers
}

/** Past the minute of the hour in which the clock counts readings. */
async function toCount(world: World): Promise<void> {
  await minutes(world, 3)
  await check(world)
  await advance(world, (100 * MINUTE - (world.now % (60 * MINUTE)) - SECOND) % (60 * MINUTE))
  await minutes(world, 1)
}

// The edge is full when the time passes: what ends by itself has to end by itself.
async function later(world: World, ms: number): Promise<void> {
  await minutes(world, 3)
  await check(world)
  await leap(world, ms)
}

/** Across the moment at which an article appears, without the clock: a second before, and at it. */
async function embargo(world: World, which: number): Promise<void> {
  await schedule(world, 20 * SECOND, which)
  await crossing(world, 20 * SECOND)
}

/** Across the moment at which the comments on an article close by themselves. */
async function closing(world: World, which: number): Promise<void> {
  const article = pick(world.articles.filter(isListed(world)), which)
  if (!article) return
  const age = world.now - Date.parse(String(article.publishedAt))
  const days = Math.floor(age / DAY) + 1
  const rule = which % 2 ? { commentsCloseAfter: days } : { commentsCloseAfter: null }
  if (which % 2 === 0) await ask(world, 'PATCH', '/settings', { comments: { open: true, closeAfterDays: days } })
  await revise(world, which, { commentsOpen: true, ...rule }, article)
  // What a purge left in its wake is over when the moment comes.
  await minutes(world, 2)
  await crossing(world, days * DAY - age - 2 * MINUTE)
}

// Days are at most a thousand, by the settings.
const isListed = ({ now }: World) => {
  return ({ status, publishedAt }: { status: string; publishedAt?: unknown }) => {
    const age = now - Date.parse(String(publishedAt))
    return status === 'published' && age > 0 && age < 300 * DAY
  }
}

async function crossing(world: World, ms: number): Promise<void> {
  await advance(world, ms - SECOND)
  await check(world)
  await advance(world, SECOND)
}
