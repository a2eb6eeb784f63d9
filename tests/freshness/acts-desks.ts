import { revise } from './acts-articles.ts'
import { check } from './check.ts'
import { ask, knowList, pick, type World } from './world.ts'

export const acts = {
  author: (world: World, which: number) => author(world, which),
  authorSlug: (world: World, which: number) => rename(world, 'authors', which),
  newAuthor: (world: World, which: number) => add(world, 'authors', which),
  section: (world: World, which: number) => section(world, which),
  sectionSlug: (world: World, which: number) => rename(world, 'sections', which),
  newSection: (world: World, which: number) => add(world, 'sections', which),
  redirect: (world: World, which: number) => lead(world, which),
  forget: (world: World, which: number) => forget(world, which),
  switches: (world: World, which: number) => turn(world, which),
}

type Kind = 'authors' | 'sections'

const desk = (world: World, kind: Kind, which: number, body: object) =>
  ask(world, 'PATCH', `/${kind}/${pick(world[kind], which)}`, body)

const author = (world: World, which: number) =>
  desk(world, 'authors', which, { name: `Ada ${which}`, bio: `Counts ${which} ships`, links: linksOf(which) })

const linksOf = (which: number) => (which % 3 ? [{ label: `Harbour ${which}`, href: 'https://post.example/@ada' }] : [])

export const section = (world: World, which: number) =>
  desk(world, 'sections', which, { name: `Desk ${which}`, position: which % 3 })

async function rename(world: World, kind: Kind, which: number): Promise<void> {
  const before = pick(world[kind], which)
  const slug = `${kind}-${which % 9}`
  const answer = await desk(world, kind, which, { slug })
  if (!answer.ok) return
  world[kind] = world[kind].map((each) => (each === before ? slug : each))
  knowList(world, `/${kind}/${slug}`)
}

async function add(world: World, kind: Kind, which: number): Promise<void> {
  const slug = `new-${which}`
  const answer = await ask(world, 'POST', `/${kind}`, { name: `New ${which}`, slug })
  if (answer.status !== 201) return
  world[kind].push(slug)
  knowList(world, `/${kind}/${slug}`)
}

const lead = (world: World, which: number) =>
  ask(world, 'POST', '/redirects', { path: `/old-${which % 5}`, target: '/privacy' })

/** Often one that readers were just led by. */
async function forget(world: World, which: number): Promise<void> {
  if (which % 2) {
    await lead(world, which)
    await check(world)
  }
  await ask(world, 'DELETE', `/redirects?path=/old-${which % 5}`)
}

const off = { readOnly: '', commentsClosed: false, locked: [], banner: '' }

async function turn(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  const patches = [
    { banner: `We are on strike, day ${which}` },
    off,
    { commentsClosed: true },
    off,
    { locked: [article?.path ?? '/2026/11/none'] },
    { readOnly: 'We are moving house' },
  ]
  if (world.taking !== 'unlimited') world.switchedAt = world.now
  await ask(world, 'PATCH', '/switches', patches[which % patches.length])
  if (which % patches.length !== 5) return
  await revise(world, which, { headline: `Not to be written ${which}` }, article)
  await ask(world, 'PATCH', '/switches', off)
}
