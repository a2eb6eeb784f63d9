import fc from 'fast-check'
import { afterAll, beforeAll, test } from 'vitest'
import { type Article, type Comment, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** What the story has so far. */
interface World {
  paper: Paper
  articles: Article[]
  comments: Comment[]
  urls: Set<string>
}

type Step =
  | { do: 'publish' | 'draft' | 'schedule'; desk: string | null; author: string | null; topic: string | null }
  | { do: 'headline' | 'slug' | 'withdraw' | 'restore' | 'move' | 'close' | 'correct' | 'comment'; which: number }
  | { do: 'approve' | 'spam' | 'trash' | 'hold'; which: number }
  | { do: 'author' | 'section' | 'settings' | 'wait'; which: number }

const desk = fc.constantFrom('harbour', 'town-hall', null)
const author = fc.constantFrom('ada-quill', 'ben-inkwell', null)
const topic = fc.constantFrom('Ferry', 'Budget', null)
const which = fc.nat({ max: 20 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('publish' as const, 'draft' as const, 'schedule' as const), desk, author, topic }),
  fc.record({
    do: fc.constantFrom('headline' as const, 'slug' as const, 'withdraw' as const, 'restore' as const, 'move' as const),
    which,
  }),
  fc.record({
    do: fc.constantFrom('close' as const, 'correct' as const, 'comment' as const, 'approve' as const, 'spam' as const),
    which,
  }),
  fc.record({
    do: fc.constantFrom(
      'trash' as const,
      'hold' as const,
      'author' as const,
      'section' as const,
      'settings' as const,
      'wait' as const,
    ),
    which,
  }),
)

test('after any writes, every cached copy is what a fresh render would be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const world = await begin()
      for (const each of steps) {
        await take(world, each)
        await compareAll(world, each)
      }
    }),
    { numRuns: 12, endOnFailure: false, interruptAfterTimeLimit: 100_000 },
  )
}, 150_000)

async function begin(): Promise<World> {
  await server.clear()
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T10:00:00Z' } })
  await server.control('faults', { method: 'PUT', body: { purge: 'unlimited' } })
  const paper = await openPaper(server)
  const lists = [
    '/sections/harbour',
    '/sections/town-hall',
    '/authors/ada-quill',
    '/authors/ben-inkwell',
    '/topics/ferry',
  ]
  const urls = new Set([
    '/',
    '/2026',
    '/2026/11',
    '/2026/12',
    '/feed.xml',
    '/comments.xml',
    '/sitemap.xml',
    '/robots.txt',
    '/privacy',
    ...lists,
  ])
  return { paper, articles: [], comments: [], urls }
}

async function take(world: World, step: Step): Promise<void> {
  if ('desk' in step) return write(world, step)
  const article = world.articles[step.which % (world.articles.length || 1)]
  const comment = world.comments[step.which % (world.comments.length || 1)]
  await anyway(world, step, article, comment)
}

async function write({ paper, articles, urls }: World, step: Extract<Step, { desk: string | null }>): Promise<void> {
  const input = {
    headline: `Story ${articles.length % 3}`,
    section: step.desk,
    authors: step.author ? [step.author] : [],
    topics: step.topic ? [step.topic] : [],
    ...(step.do === 'schedule' ? { publishedAt: new Date((await clock()) + 45_000).toISOString() } : {}),
  }
  const article = step.do === 'draft' ? await paper.draft(input) : await paper.publish(input)
  articles.push(article)
  if (article.path) urls.add(article.path)
}

const clock = async () => Date.parse((await server.control<{ now: string }>('clock')).now)

// What cannot be done (withdrawing a draft, a comment on a closed article) is refused, and must change nothing.
async function anyway(
  world: World,
  step: Step,
  article: Article | undefined,
  comment: Comment | undefined,
): Promise<void> {
  const { paper } = world
  const patch = async (body: object) => {
    if (!article) return
    const answer = await paper.api('PATCH', `/articles/${article.id}`, body)
    const { path } = JSON.parse(await answer.text())
    if (answer.ok && path) {
      article.path = path
      world.urls.add(path)
    }
  }
  const number = 'which' in step ? step.which : 0
  const acts: Record<string, () => Promise<unknown>> = {
    headline: () => patch({ headline: `Renamed ${number}` }),
    slug: () => patch({ slug: `moved-${number % 4}` }),
    withdraw: () => patch({ status: 'withdrawn' }),
    restore: () => patch({ status: 'published' }),
    move: () =>
      patch({
        section: number % 2 ? 'harbour' : 'town-hall',
        authors: number % 3 ? ['ben-inkwell'] : [],
        topics: ['Ferry'],
      }),
    close: () => patch({ commentsOpen: number % 2 === 0 }),
    correct: async () =>
      article && paper.api('POST', `/articles/${article.id}/corrections`, { text: `We were wrong ${number}` }),
    comment: () => talk(world, article, comment, number),
    approve: async () => comment && paper.decide(comment, 'approved'),
    spam: async () => comment && paper.decide(comment, 'spam'),
    trash: async () => comment && paper.decide(comment, 'trash'),
    hold: async () => comment && paper.decide(comment, 'held'),
    author: () => paper.api('PATCH', '/authors/ada-quill', { name: `Ada ${number}` }),
    section: () => paper.api('PATCH', '/sections/harbour', { name: `Harbour ${number}` }),
    settings: () => paper.api('PATCH', '/settings', { identity: { tagline: `Since ${number}` } }),
    wait: () => server.control('clock', { method: 'PUT', body: { advance: number * 5_000 } }),
  }
  await acts[step.do]?.()
}

async function talk(
  world: World,
  article: Article | undefined,
  parent: Comment | undefined,
  number: number,
): Promise<void> {
  if (!article?.path) return
  const reply = parent && parent.articleId === article.id && number % 2 ? { comment_parent: String(parent.id) } : {}
  const answer = await world.paper.say(article, { comment: `Comment ${world.comments.length}`, ...reply })
  const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
  if (id) world.comments.push({ id: Number(id), articleId: article.id, state: 'held' })
}

// Asking is also what fills the edge for the next step.
async function compareAll({ urls }: World, step: Step): Promise<void> {
  for (const url of urls) {
    const cached = await content(await server.fetch(url))
    const fresh = await content(await server.fetch(`/__edge/render${url}`))
    if (cached !== fresh) throw new Error(`${url} is stale after ${JSON.stringify(step)}: ${difference(cached, fresh)}`)
  }
}

const content = async (answer: Response) => `${answer.status} ${await answer.text()}`

function difference(a: string, b: string): string {
  let at = 0
  while (a[at] === b[at] && at < a.length) at++
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80))
  return `${around(a)} instead of ${around(b)}`
}
