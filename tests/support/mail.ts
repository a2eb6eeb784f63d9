import type { Server } from './server.ts'

/** A letter that went out through the real binding, as Wrangler's local explorer keeps it. */
export interface Sent {
  to: string[]
  from: string
  subject: string
  text: string
  headers?: Record<string, string>
  sentAt: string
  messageId: string
}

const SENDING = '/cdn-cgi/local/explorer/api/local/email/sending?worker=dateline'

/** Every letter to an address, the oldest first. */
export async function lettersTo(server: Server, address: string): Promise<Sent[]> {
  const found: Sent[] = []
  for (const { messageId, to } of await ask<Sent[]>(server, '&limit=100')) {
    if (to.includes(address)) found.push(await ask<Sent>(server, `&email_id=${encodeURIComponent(messageId)}`))
  }
  return found.sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1))
}

/** The addresses in a letter, as paths of this site. */
export const linksIn = ({ text }: Sent, origin = 'http://localhost:8787'): string[] =>
  text.split(/\s+/).flatMap((word) => (word.startsWith(`${origin}/`) ? word.slice(origin.length) : []))

/** The link in a letter to a page. */
export function linkTo(letter: Sent, page: string, origin?: string): string {
  const found = linksIn(letter, origin).find((path) => path.startsWith(page))
  if (!found) throw new Error(`no link to ${page} in:\n${letter.text}`)
  return found
}

async function ask<T>(server: Server, query: string): Promise<T> {
  const answer = await server.fetch(SENDING + query)
  const body: { success: boolean; result: T } = JSON.parse(await answer.text())
  if (!body.success) throw new Error(`the explorer answered ${answer.status}`)
  return body.result
}
