import { moderatorName } from '../../src/http/mail.ts'
import { signer } from '../../src/http/visitor.ts'
import { claimOf, signedPath } from '../../src/text/signed-link.ts'
import { emailOf, say, show } from './acts-comments.ts'
import { DAY, pick, send, type World } from './world.ts'

/** Who gets the notices in a story. */
export const MODERATOR = 'desk@example.org'

/** The doors that letters lead to, and those that ask for one. */
export const acts = {
  moderate: (world: World, which: number) => moderate(world, which),
  eraseOwn: (world: World, which: number) => eraseOwn(world, which),
  subscribe: (world: World, which: number) => subscribe(world, which),
  askCopy: (world: World, which: number) =>
    press(world, '/privacy/requests', new URLSearchParams({ email: emailOf(which) })),
}

/** A comment that waits, mostly a new one, decided by one of the links in the notice. */
async function moderate(world: World, which: number): Promise<void> {
  if (which % 4) await say(world, which)
  const comment = which % 4 ? world.comments.at(-1) : pick(world.comments, which)
  if (!comment) return
  const name = await moderatorName(await world.server.env(), MODERATOR)
  const act = ['approve', 'approve', 'spam', 'trash'][(which >> 1) % 4]
  await follow(world, `/moderate/${act}`, `${comment.id}-${name}`)
}

/** By the link in the letter that its writer asked for. */
async function eraseOwn(world: World, which: number): Promise<void> {
  const email = emailOf(which)
  const theirs = world.comments.filter((said) => said.email === email)
  if (which % 3) await show(world, pick(theirs, which))
  const fingerprint = await signer({ env: await world.server.env() }, 'fingerprint')
  await follow(world, '/privacy/copy', await fingerprint(email))
}

/** Mail about answers: asked for, confirmed, and mostly ended again. */
async function subscribe(world: World, which: number): Promise<void> {
  await say(world, which, { subscribe: 'on' })
  const { DB } = await world.server.env()
  const id = await DB.prepare('select id from subscriptions order by id desc limit 1').first<number>('id')
  if (id === null) return
  await follow(world, '/subscription/confirm', id)
  if (which % 3) await follow(world, '/subscription/end', id)
}

/** Presses the button on the page that a signed link leads to. */
async function follow(world: World, path: string, subject: string | number): Promise<void> {
  const sign = await signer({ env: await world.server.env() }, 'mail')
  await press(world, await signedPath(sign, path, claimOf(subject, new Date(world.now + DAY))))
}

async function press(world: World, path: string, body?: URLSearchParams): Promise<void> {
  await (await send(world, path, body)).arrayBuffer()
}
