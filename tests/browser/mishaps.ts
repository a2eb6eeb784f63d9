import type { Page } from 'playwright-core'
import type { Server } from '../support/server.ts'
import { fillIn, type Kind, press } from './hand.ts'

/** What a reader meets who sends a comment at a bad moment. */
export const mishaps = (server: Server, path: string): Kind[] => [
  { name: 'closed-meanwhile', open: (page) => sendTooLate(server, page, path) },
  { name: 'received', open: (page) => sendInTheDark(server, page, path, 'Post comment') },
  { name: 'not-sent', open: (page) => sendInTheDark(server, page, path, 'Preview') },
]

const words = 'I have counted the officers too, and there are six: one was on the stairs.'

async function sendTooLate(server: Server, page: Page, path: string): Promise<void> {
  const close = await closing(server, path)
  await close(false)
  await fillIn(page, path, words)
  await close(true)
  await press(page, 'Post comment')
  await close(false)
}

// The database is away for as long as it takes to answer.
async function sendInTheDark(server: Server, page: Page, path: string, button: string): Promise<void> {
  await fillIn(page, path, words)
  await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
  await press(page, button)
  await server.control('faults', { method: 'PUT', body: { d1: null } })
}

async function closing(server: Server, path: string): Promise<(closed: boolean) => Promise<unknown>> {
  const { DB } = await server.env()
  const id = await DB.prepare('select id from articles where path = ?').bind(path).first<number>('id')
  const headers = { Authorization: `Bearer ${await server.token()}`, 'Content-Type': 'application/json' }
  return (closed) =>
    server.fetch(`/api/articles/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ commentsOpen: !closed }) })
}
