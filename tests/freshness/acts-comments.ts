import { tokenOf } from '../support/paper.ts'
import { check } from './check.ts'
import { ask, done, pick, type Said, send, type World } from './world.ts'

export const acts = {
  comment: (world: World, which: number) => say(world, which),
  staff: (world: World, which: number) => sayAsStaff(world, which),
  approve: (world: World, which: number) => decide(world, which, 'approved'),
  spam: (world: World, which: number) => decide(world, which, 'spam'),
  trash: (world: World, which: number) => decide(world, which, 'trash'),
  hold: (world: World, which: number) => decide(world, which, 'held'),
  reword: (world: World, which: number) => reword(world, which),
  bulk: (world: World, which: number) => bulk(world, which),
  undo: (world: World, which: number) => undo(world, which),
  editOwn: (world: World, which: number) =>
    changeOwn(world, which, { act: 'save', comment: `Second thoughts ${which}` }),
  deleteOwn: (world: World, which: number) => changeOwn(world, which, { act: 'delete' }),
  erase: (world: World, which: number) => erase(world, which),
  copy: (world: World, which: number) => ask(world, 'POST', '/copies', { email: emailOf(which) }),
}

export const emailOf = (which: number) => `reader${which % 5}@example.com`

const words =
  'harbour morning council ferry nobody tide winter engine ticket market bridge captain letter paint budget whistle'.split(
    ' ',
  )

// No two alike, or the filter would take the second for spam.
function wordsOf(count: number): string {
  const mixed = Math.imul(count + 11, 0x9e3779b1)
  const said = Array.from({ length: 9 }, (_, i) => words[(mixed >>> (i * 3)) % words.length])
  return `${said.join(' ')} ${count}.`
}

interface Way {
  /** With the form of the page, whoever says it; else half of them send a form of their own. */
  fromPage?: boolean
  subscribe?: 'on'
}

/** A comment by a reader, often an answer to another; under an article of which there are more. */
export async function say(world: World, which: number, { fromPage, ...more }: Way = {}): Promise<void> {
  const article = pick(world.articles, which % 3 ? 1 + 2 * (which % 2) : which)
  if (!article?.path) return
  const others = world.comments.filter(({ articleId }) => articleId === article.id)
  const parent = which % 2 ? pick(others, which) : undefined
  const fields = {
    author: `Reader ${which % 5}`,
    email: emailOf(which),
    ...(which % 2 && !fromPage ? {} : await formOf(world, article)),
  }
  const comment = wordsOf(world.count++)
  const reply = parent ? { comment_parent: String(parent.id) } : {}
  const from = { 'CF-Connecting-IP': `192.0.2.${world.count % 250}` }
  const answer = await world.paper.say(article, { ...fields, comment, ...reply, ...more }, from)
  await answer.arrayBuffer()
  if (answer.status < 400) world.writes++
  const [, own, id] = /waiting=((\d+)\.[\w-]+)/.exec(answer.headers.get('Location') ?? '') ?? []
  if (own && id) hear(world, { id: Number(id), articleId: article.id, own, email: emailOf(which) })
}

// Who comes from the page has a token, and may need no decision.
async function formOf({ server }: World, { path }: { path: string }): Promise<Record<string, string>> {
  const token = tokenOf(await (await server.fetch(path)).text())
  return token ? { token } : {}
}

/** Its thread is read from its beginning, and from the second comment on. */
export function hear(world: World, said: Said): void {
  if (world.comments.some(({ id }) => id === said.id)) return
  world.comments.push(said)
  const path = world.articles.find(({ id }) => id === said.articleId)?.path
  if (path) for (const from of ['000001', '000002']) world.urls.add(`${path}?comments=${from}`)
}

/** What the moderators' list tells of, that came by no form that the story saw answered. */
export async function hearListed(world: World, query: string): Promise<void> {
  const list = await done<{ items: { id: number; articleId: number }[] }>(world.paper.api('GET', `/comments?${query}`))
  for (const { id, articleId } of list?.items ?? []) hear(world, { id, articleId, own: '', email: '' })
}

async function sayAsStaff(world: World, which: number): Promise<void> {
  const article = pick(world.articles, which)
  if (!article) return
  const body = { articleId: article.id, name: 'The desk', body: `We have looked into it, ${world.count++} times.` }
  const said = await done<{ id: number }>(ask(world, 'POST', '/comments', body))
  if (said) hear(world, { id: said.id, articleId: article.id, own: '', email: '' })
}

async function alter(world: World, which: number, body: object): Promise<void> {
  const comment = pick(world.comments, which)
  if (comment) await ask(world, 'PATCH', `/comments/${comment.id}`, body)
}

export const decide = (world: World, which: number, state: string): Promise<void> => alter(world, which, { state })

async function reword(world: World, which: number): Promise<void> {
  const comment = pick(world.comments, which)
  if (which % 3) await show(world, comment)
  await alter(world, which, { body: `Reworded by a moderator ${which}` })
}

async function erase(world: World, which: number): Promise<void> {
  const email = emailOf(which)
  if (which % 3)
    await show(
      world,
      pick(
        world.comments.filter((said) => said.email === email),
        which,
      ),
    )
  await ask(world, 'POST', '/erasures', { email })
}

/** Approved, and on every page that shows it, before something becomes of it. */
export async function show(world: World, comment: Said | undefined): Promise<void> {
  if (!comment) return
  await ask(world, 'PATCH', `/comments/${comment.id}`, { state: 'approved' })
  await check(world)
}

async function bulk(world: World, which: number): Promise<void> {
  const ids = world.comments.slice(-2 - (which % 5)).map(({ id }) => id)
  const state = ['approved', 'approved', 'trash', 'restore', 'spam', 'held'][which % 6]
  if (ids.length > 0) await ask(world, 'PATCH', '/comments', { ids, state })
}

async function undo(world: World, which: number): Promise<void> {
  const list = await done<{ items: { id: number; act: string }[] }>(world.paper.api('GET', '/verdicts?limit=20'))
  const entry = pick(list?.items.filter(({ act }) => act !== 'submitted').slice(0, 6) ?? [], which)
  if (entry) await ask(world, 'POST', `/verdicts/${entry.id}/undo`, {})
}

// A quarter of an hour long, by the signed address, unless somebody answered.
async function changeOwn(world: World, which: number, fields: Record<string, string>): Promise<void> {
  const comment = pick(world.comments.filter(({ own }) => own !== '').slice(-4), which)
  const article = world.articles.find(({ id }) => id === comment?.articleId)
  if (!comment || !article?.path) return
  if (which % 3) await show(world, comment)
  const body = new URLSearchParams({ own: comment.own, ...fields })
  await (await send(world, `${article.path}/comments`, body)).arrayBuffer()
}
