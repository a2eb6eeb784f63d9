import type { Page } from 'playwright-core'
import type { Server } from '../support/server.ts'
import { fill, fillIn, type Kind, press } from './hand.ts'

/** What a reader meets who sends a comment at a bad moment. */
export const mishaps = (server: Server, path: string): Kind[] => [
  { name: 'closed-meanwhile', open: (page) => sendTooLate(server, page, path) },
  { name: 'reply-preview', open: (page) => answerTwice(page, path, 'Preview') },
  { name: 'reply-mistaken', open: (page) => answerTwice(page, path, 'Post comment') },
  { name: 'edited-too-late', open: (page) => saveTooLate(server, page, path) },
  { name: 'inside', open: (page) => followPermalink(page, path) },
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

// To a comment, from its own link: looked at first, or with an address that is none.
async function answerTwice(page: Page, path: string, button: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('link', { name: 'Reply to' }).first().click()
  await fill(page, words, button === 'Preview' ? 'edwin@example.com' : 'edwin@harbour')
  await press(page, button)
}

async function saveTooLate(server: Server, page: Page, path: string): Promise<void> {
  // The same words again would be the same comment, which is too old by then.
  await fillIn(page, path, `I have counted the officers, and there are five. Taken down at ${Date.now()}.`)
  await press(page, 'Post comment')
  await press(page, 'Edit')
  await page.getByLabel('Comment', { exact: true }).fill(words)
  const { DB } = await server.env()
  const id = Number(/^\d+/.exec(await page.locator('[name=own]').inputValue())?.[0])
  await DB.prepare('update comments set created_at = created_at - 1200000 where id = ?').bind(id).run()
  await press(page, 'Save')
}

// As from a feed or a letter: a page of the thread that begins with an answer.
async function followPermalink(page: Page, path: string): Promise<void> {
  await page.goto(path)
  const address = await page.locator('.thread ol ol .by .meta a').first().getAttribute('href')
  await page.goto(address ?? '')
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
