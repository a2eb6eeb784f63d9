import { say, show } from './acts-comments.ts'
import { check } from './check.ts'
import { ask, done, pick, type World } from './world.ts'

/** Ends of comments, and decisions that take others back. */
export const acts = {
  remove: (world: World, which: number) => remove(world, which),
  empty: (world: World, which: number) => empty(world, which),
  undoMany: (world: World, which: number) => undoMany(world, which),
  ban: (world: World, which: number) => ban(world, which),
}

/** For good: one that may have been shown, and answered, until it was put away. */
async function remove(world: World, which: number): Promise<void> {
  const comment = pick(world.comments, which)
  if (!comment) return
  if (which % 3) await show(world, comment)
  await ask(world, 'PATCH', `/comments/${comment.id}`, { state: which % 4 ? 'trash' : 'spam' })
  if (which % 2) await check(world)
  await ask(world, 'DELETE', `/comments/${comment.id}`)
}

const empty = (world: World, which: number) => ask(world, 'DELETE', `/comments?state=${which % 2 ? 'trash' : 'spam'}`)

interface Entry {
  id: number
  commentId: number
}

/** Decided together, seen so, and all of it taken back. */
async function undoMany(world: World, which: number): Promise<void> {
  const ids = world.comments.slice(-2 - (which % 3)).map(({ id }) => id)
  if (ids.length === 0) return
  await ask(world, 'PATCH', '/comments', { ids, state: ['trash', 'approved', 'spam', 'held'][(which >> 1) % 4] })
  if (which % 3) await check(world)
  const list = await done<{ items: Entry[] }>(world.paper.api('GET', '/verdicts?limit=20'))
  const latest = ids.flatMap((id) => list?.items.find(({ commentId }) => commentId === id)?.id ?? [])
  if (latest.length > 0) await ask(world, 'POST', '/verdicts/undo', { ids: latest })
}

/** A comment under a rule that is forgotten again. */
async function ban(world: World, which: number): Promise<void> {
  const by = which % 2 ? { field: 'name', pattern: `Reader ${which % 5}` } : { field: 'word', pattern: 'harbour' }
  const rule = await done<{ id: number }>(ask(world, 'POST', '/rules', { ...by, action: which % 3 ? 'hold' : 'spam' }))
  await say(world, which)
  if (rule) await ask(world, 'DELETE', `/rules/${rule.id}`)
}
