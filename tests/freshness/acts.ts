import type { Article } from '../support/paper.ts'
import { check, noteRaced } from './check.ts'
import type { Act } from './step.ts'
import { clock, know, leap, minutes, pass, publish, type Said, type World } from './world.ts'

const pick = <T>(from: readonly T[], which: number): T | undefined => from[which % (from.length || 1)]

/** What is done at each step; what the paper refuses (withdrawing a draft) must change nothing. */
export const acts: Record<Act, (world: World, which: number) => Promise<unknown>> = {
  publish: (world, which) => publish(world, which),
  draft: (world, which) => draft(world, which),
  schedule: async (world, which) =>
    publish(world, which, { publishedAt: new Date((await clock(world)) + 100_000 + which * 20_000).toISOString() }),
  headline: (world, which) => patch(world, which, { headline: `Renamed ${which}` }),
  slug: (world, which) => patch(world, which, { slug: `moved-${which % 7}` }),
  move: (world, which) => patch(world, which, moved(world, which)),
  close: (world, which) => patch(world, which, closingOf(which)),
  correct: (world, which) => correct(world, which),
  withdraw: (world, which) => patch(world, which, { status: 'withdrawn' }),
  restore: (world, which) => patch(world, which, { status: 'published' }),
  comment: (world, which) => say(world, which),
  approve: (world, which) => decide(world, which, 'approved'),
  spam: (world, which) => decide(world, which, 'spam'),
  trash: (world, which) => decide(world, which, 'trash'),
  hold: (world, which) => decide(world, which, 'held'),
  editOwn: (world, which) => changeOwn(world, which, { act: 'save', comment: `Second thoughts ${which}` }),
  deleteOwn: (world, which) => changeOwn(world, which, { act: 'delete' }),
  author: (world, which) => desk(world, 'authors', which, { name: `Ada ${which}`, bio: `Counts ${which} ships` }),
  authorSlug: (world, which) => rename(world, 'authors', which),
  newAuthor: (world, which) => add(world, 'authors', which),
  section: (world, which) => desk(world, 'sections', which, { name: `Desk ${which}`, position: which % 3 }),
  sectionSlug: (world, which) => rename(world, 'sections', which),
  newSection: (world, which) => add(world, 'sections', which),
  redirect: ({ paper }, which) => paper.api('POST', '/redirects', { path: `/old-${which % 5}`, target: '/privacy' }),
  forget: ({ paper }, which) => paper.api('DELETE', `/redirects?path=/old-${which % 5}`),
  tagline: ({ paper }, which) => paper.api('PATCH', '/settings', { identity: { tagline: `Since ${which}` } }),
  name: ({ paper }, which) => paper.api('PATCH', '/settings', { identity: { name: `The Post ${which % 3}` } }),
  rules: ({ paper }, which) => paper.api('PATCH', '/settings', { comments: rulesOf(which) }),
  wait: (world, which) => pass(world, which * 2000),
  hours: (world, which) => later(world, which * 900_000),
  days: (world, which) => later(world, (which % 10) * 86_400_000),
  refuse: (world) => fail(world, 'limited'),
  breakEdge: (world) => fail(world, 'throw'),
  heal: (world) => heal(world),
  race: (world, which) => race(world, which),
  together: (world, which) => together(world, which),
}

// The edge is full when the time passes: what ends by itself has to end by itself.
async function later(world: World, ms: number): Promise<void> {
  await minutes(world, 3)
  await check(world)
  await leap(world, ms)
}

async function draft(world: World, which: number): Promise<void> {
  world.articles.push(await world.paper.draft({ headline: `Draft ${which}`, section: null, authors: [], topics: [] }))
}

async function patch(world: World, which: number, body: object, article = pick(world.articles, which)): Promise<void> {
  if (!article) return
  const answer = await world.paper.api('PATCH', `/articles/${article.id}`, body)
  const after: Partial<Article> = JSON.parse(await answer.text())
  if (!answer.ok) return
  Object.assign(article, after)
  know(world, article)
}

const moved = (world: World, which: number) => ({
  section: pick(world.sections, which),
  authors: which % 3 ? [pick(world.authors, which)] : [],
  topics: [['Ferry'], ['Tides', 'Budget'], []][which % 3],
})

async function correct(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  await world.paper.api('POST', `/articles/${article?.id}/corrections`, { text: `We were wrong ${which}` })
}

async function say(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  if (!article?.path) return
  const parent = pick(
    world.comments.filter(({ articleId }) => articleId === article.id),
    which,
  )
  const reply: Record<string, string> = parent && which % 2 ? { comment_parent: String(parent.id) } : {}
  const fields = { author: `Reader ${which % 5}`, email: `reader${which % 5}@example.com` }
  const comment = `Comment ${world.count++} says something of its own about this story, at length ${which}.`
  const answer = await world.paper.say(article, { ...fields, comment, ...reply })
  const [, own, id] = /waiting=((\d+)\.[\w-]+)/.exec(answer.headers.get('Location') ?? '') ?? []
  if (own && id) world.comments.push({ id: Number(id), articleId: article.id, path: article.path, own })
}

async function decide({ paper, comments }: World, which: number, state: string): Promise<void> {
  const comment = pick(comments, which)
  if (comment) await paper.api('PATCH', `/comments/${comment.id}`, { state })
}

async function changeOwn({ server, comments, articles }: World, which: number, fields: Record<string, string>) {
  const comment: Said | undefined = pick(comments.slice(-4), which)
  const article = articles.find(({ id }) => id === comment?.articleId)
  if (!comment || !article?.path) return
  const body = new URLSearchParams({ own: comment.own, ...fields })
  await server.fetch(`${article.path}/comments`, { method: 'POST', body })
}

const desk = ({ paper, ...world }: World, kind: 'authors' | 'sections', which: number, body: object) =>
  paper.api('PATCH', `/${kind}/${pick(world[kind], which)}`, body)

async function rename(world: World, kind: 'authors' | 'sections', which: number): Promise<void> {
  const slug = `${kind}-${which % 9}`
  const answer = await desk(world, kind, which, { slug })
  if (!answer.ok) return
  world[kind][which % world[kind].length] = slug
  world.urls.add(`/${kind}/${slug}`)
}

async function add(world: World, kind: 'authors' | 'sections', which: number): Promise<void> {
  const slug = `new-${which}`
  const answer = await world.paper.api('POST', `/${kind}`, { name: `New ${which}`, slug })
  if (answer.status !== 201) return
  world[kind].push(slug)
  world.urls.add(`/${kind}/${slug}`)
}

const closingOf = (which: number) => ({ commentsOpen: which % 4 !== 1, commentsCloseAfter: [null, 0, 2, 5][which % 4] })

const rulesOf = (which: number) => ({
  open: which % 5 !== 0,
  closeAfterDays: which % 3 === 0 ? 1 + (which % 4) : null,
  holdUnknown: which % 2 === 0,
  avatars: which % 7 !== 0,
  daysKept: 30 + (which % 3),
})

async function fail({ server }: World, purge: string): Promise<void> {
  await server.control('faults', { method: 'PUT', body: { purge } })
}

// From the moment that the edge answers again, the bound holds for what waited.
async function heal(world: World): Promise<void> {
  await world.server.control('faults', { method: 'DELETE' })
  world.healedAt = await clock(world)
}

/** A page on its way to the edge, read before a write that purges it. */
async function race(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  if (!article?.path) return
  await patch(world, which, { headline: `Before ${which}` }, article)
  const path = ['/', article.path, `${article.path}/comments.xml`, '/feed.xml'][which % 4] ?? '/'
  await world.server.control('faults', {
    method: 'PUT',
    body: { d1: { fault: { late: 60 }, times: 1, only: 'reads' } },
  })
  const reading = world.server.fetch(path).then((answer) => answer.text())
  await new Promise((resolve) => setTimeout(resolve, 15))
  await patch(world, which, { headline: `After ${which}` }, article)
  await reading
  await world.server.control('faults', { method: 'PUT', body: { d1: null } })
  await noteRaced(world)
}

/** Several writers at once, some of whose answers from the database are late, while readers read. */
async function together(world: World, which: number): Promise<void> {
  const fault = { late: 10 + (which % 20) }
  await world.server.control('faults', { method: 'PUT', body: { d1: { fault, every: 2 + (which % 3) } } })
  const read = async (url: string) => (await world.server.fetch(url)).text()
  const urls = [...world.urls].slice(-6)
  await Promise.all([
    publish(world, which),
    publish(world, which + 1),
    patch(world, which, { headline: `At once ${which}` }),
    patch(world, which + 3, moved(world, which)),
    decide(world, which, 'approved'),
    ...urls.map(read),
  ])
  await world.server.control('faults', { method: 'PUT', body: { d1: null } })
  await noteRaced(world)
}
