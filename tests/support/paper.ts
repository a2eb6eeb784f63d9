import { expect } from 'vitest'
import type { Server } from './server.ts'

/** An article as the API answers it; only what tests look at. */
export interface Article {
  id: number
  path: string
  url: string
  headline: string
  slug: string
  status: string
  version: number
  [field: string]: unknown
}

export interface Comment {
  id: number
  articleId: number
  state: string
  [field: string]: unknown
}

/** A newsroom with a token: what editors do, by the API, as sentences. */
export interface Paper {
  token: string
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  publish(input?: Record<string, unknown>): Promise<Article>
  draft(input?: Record<string, unknown>): Promise<Article>
  revise(article: { id: number }, input: Record<string, unknown>): Promise<Article>
  withdraw(article: { id: number }): Promise<Article>
  /** A reader's comment by the public form; answers the response to the POST. */
  say(article: { path: string }, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** The same, and the stored comment. */
  comment(article: { id: number; path: string }, fields?: Record<string, string>): Promise<Comment>
  decide(comment: { id: number }, state: string): Promise<Comment>
}

/** The people and desks that every story needs. */
export const people = {
  ada: { slug: 'ada-quill', name: 'Ada Quill', role: 'Harbour correspondent', bio: 'Ada counts ships. '.repeat(30) },
  ben: { slug: 'ben-inkwell', name: 'Ben Inkwell', role: 'Columnist', bio: 'Ben disagrees.' },
}
export const desks = {
  harbour: { slug: 'harbour', name: 'Harbour', description: 'What floats', position: 1 },
  townHall: { slug: 'town-hall', name: 'Town Hall', description: 'What is decided', position: 2 },
}
export const strike = {
  headline: 'The Strike',
  standfirst: 'Nobody rows today',
  dateline: 'PORT AVERIL –',
  body: 'The boats stayed in on Monday.\n\nNobody was surprised.',
  section: 'harbour',
  authors: ['ada-quill'],
  topics: ['Ferry'],
}

/** A paper with its people, at the server. */
export async function openPaper(server: Server): Promise<Paper> {
  const token = await server.token()
  const paper = newsroom(server, token)
  for (const author of Object.values(people)) expect((await paper.api('POST', '/authors', author)).status).toBe(201)
  for (const desk of Object.values(desks)) expect((await paper.api('POST', '/sections', desk)).status).toBe(201)
  return paper
}

function newsroom(server: Server, token: string): Paper {
  const api: Paper['api'] = (method, path, body, headers = {}) =>
    server.fetch(`/api${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const ok = async <T>(answer: Response): Promise<T> => {
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} ${text}`)
    return JSON.parse(text)
  }
  const say: Paper['say'] = (article, fields = {}, headers = {}) =>
    server.fetch(`${article.path}/comments`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ author: 'Carla', email: 'carla@example.com', comment: 'Quite right.', ...fields }),
    })
  return {
    token,
    api,
    say,
    publish: async (input = {}) => ok(await api('POST', '/articles', { ...strike, status: 'published', ...input })),
    draft: async (input = {}) => ok(await api('POST', '/articles', { ...strike, ...input })),
    revise: async ({ id }, input) => ok(await api('PATCH', `/articles/${id}`, input)),
    withdraw: async ({ id }) => ok(await api('DELETE', `/articles/${id}`)),
    comment: async (article, fields) => {
      const answer = await say(article, fields)
      expect(answer.status).toBe(303)
      const id = /waiting=(\d+)\./.exec(answer.headers.get('Location') ?? '')?.[1]
      return ok(await api('GET', `/comments/${id}`))
    },
    decide: async ({ id }, state) => ok(await api('PATCH', `/comments/${id}`, { state })),
  }
}

/** What the form on an article's page brings: '' where there is none. */
export const tokenOf = (page: string): string => / name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''

/** What the edge said of a page. */
export const edgeStatus = (answer: Response): string | null => answer.headers.get('Cf-Cache-Status')
