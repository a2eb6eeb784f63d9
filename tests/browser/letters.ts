import { lettersTo, linkTo } from '../support/mail.ts'
import type { Server } from '../support/server.ts'

/** Reads the notices of the stand's paper. */
export const MODERATOR = 'desk@example.org'

/** Where the links in letters of the paper lead, as paths. */
export interface Links {
  approve: string
  spam: string
  trash: string
  /** One's own comment, which is published and can still be changed. */
  own: string
  confirm: string
  end: string
  copy: string
}

const EDWIN = 'edwin.pell@example.net'
const ANNA = 'anna.pell@example.net'
const words = `I set my own watch by it, and have been late since <em>1974</em>.

My father wound it on Thursdays. There is a drawing of the works at <a href="https://example.org/a/rather/long/address/that/nobody/would/ever/type/by/hand">the museum</a>.`

/** Lets readers write under an article, and answers with the links that they and the moderators were mailed. */
export async function writeLetters(server: Server, path: string): Promise<Links> {
  await toFullFiveMinutes(server)
  const decide = await moderator(server)
  const waiting = { author: 'Edwin Pell', email: EDWIN, url: 'https://example.org', comment: words, subscribe: 'yes' }
  await say(server, path, waiting)
  const asked = await say(server, path, { author: 'Anna Pell', email: ANNA, comment: 'Which one?', subscribe: 'yes' })
  await decide(asked.id, 'approved')
  await say(server, path, { author: 'Edwin Pell', email: EDWIN, comment: 'The small hand.' })
  for (const [comment, state] of Object.entries({ 'Cheap watches!': 'spam', 'You are all fools.': 'trash' })) {
    await decide((await say(server, path, { author: 'Edwin Pell', email: EDWIN, comment })).id, state)
  }
  await server.fetch('/privacy/requests', { method: 'POST', body: new URLSearchParams({ email: EDWIN }) })
  await server.tick()
  await server.fetch(await link(server, ANNA, '/subscription/confirm'), { method: 'POST' })
  const answer = { author: 'Edwin Pell', email: EDWIN, comment: 'The one on top.', comment_parent: String(asked.id) }
  const own = await say(server, path, answer)
  await decide(own.id, 'approved')
  await server.tick()
  const notice = (page: string) => link(server, MODERATOR, page)
  return {
    ...{ approve: await notice('/moderate/approve'), spam: await notice('/moderate/spam') },
    ...{ trash: await notice('/moderate/trash'), own: own.address },
    ...{
      confirm: await link(server, EDWIN, '/subscription/confirm'),
      end: await link(server, ANNA, '/subscription/end'),
    },
    copy: await link(server, EDWIN, '/privacy/copy'),
  }
}

// Notices are written every five minutes.
async function toFullFiveMinutes(server: Server): Promise<void> {
  const step = 300_000
  const now = new Date(Math.ceil(Date.now() / step) * step).toISOString()
  await server.control('clock', { method: 'PUT', body: { now } })
}

async function moderator(server: Server): Promise<(id: number, state: string) => Promise<void>> {
  const headers = { Authorization: `Bearer ${await server.token()}`, 'Content-Type': 'application/json' }
  return async (id, state) => {
    const answer = await server.fetch(`/api/comments/${id}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ state }),
    })
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  }
}

let senders = 0
async function say(server: Server, path: string, fields: Record<string, string>) {
  const headers = { 'CF-Connecting-IP': `203.0.113.${++senders}` }
  const body = new URLSearchParams(fields)
  const answer = await server.fetch(`${path}/comments`, { method: 'POST', headers, body })
  const address = answer.headers.get('Location') ?? ''
  const id = Number(/waiting=(\d+)\./.exec(address)?.[1])
  if (!id) throw new Error(`${answer.status} ${await answer.text()}`)
  return { id, address }
}

async function link(server: Server, recipient: string, page: string): Promise<string> {
  for (const letter of await lettersTo(server, recipient)) {
    if (letter.text.includes(page)) return linkTo(letter, page, server.url.origin)
  }
  throw new Error(`no letter to ${recipient} leads to ${page}`)
}
