import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { crowd } from '../support/crowd.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
})
beforeEach(async () => {
  await server.clear()
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(() => server.close())

const from = async (path: string) => (await server.fetch(`${article.path}${path && `?comments=${path}`}`)).text()
const numbers = (html: string) => [...html.matchAll(/>Comment number (\d+) says/g)].map(([, number]) => Number(number))
const linkOf = (html: string, rel: 'prev' | 'next') =>
  new RegExp(`<a rel="${rel}" href="([^"]+)">(?:Earlier|Later) comments`).exec(html)?.[1]

/** A hundred and twenty comments: four deep the first five, the others beside each other below the fourth. */
const fill = () => crowd(server, { commentsOn: article.id, comments: 120 })
const BELOW_FOURTH = '000001000002000003000004'

test('a page of comments leads to those before and after it, and back to the first', async () => {
  await fill()
  const first = await from('')
  expect(numbers(first)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  expect(linkOf(first, 'prev')).toBeUndefined()
  const second = await (await server.fetch(linkOf(first, 'next') ?? '')).text()
  expect(numbers(second)).toEqual(Array.from({ length: 50 }, (_, i) => i + 51))
  expect(linkOf(second, 'prev')).toBe(`${article.path}?comments=000001#comments`)
  const inBetween = await from(`${BELOW_FOURTH}000030`)
  expect(linkOf(inBetween, 'prev')).toBe(`${article.path}#comments`)
})

test('a page that begins where a comment was shown once leads back too', async () => {
  await fill()
  const { DB } = await server.env()
  await DB.prepare('update comments set shown = 0 where id = 5000060').run()
  const html = await from(`${BELOW_FOURTH}000060`)
  expect(numbers(html)[0]).toBe(61)
  expect(linkOf(html, 'prev')).toBe(`${article.path}?comments=${BELOW_FOURTH}000010#comments`)
})

test('a page behind the last comment leads back to the last ones', async () => {
  await fill()
  const html = await from('999999')
  expect(html).toContain('120 Comments')
  expect(numbers(html)).toEqual([])
  const before = await (await server.fetch(linkOf(html, 'prev') ?? '')).text()
  expect(numbers(before)).toEqual(Array.from({ length: 50 }, (_, i) => i + 71))
})

test('a page that begins inside a thread says whom its comments answer', async () => {
  await fill()
  const bylines = (html: string) => [...html.matchAll(/in reply to ([^<]+)</g)].map(([, name]) => name)
  expect(bylines(await from(`${BELOW_FOURTH}000060`))).toEqual(Array.from({ length: 50 }, () => 'Reader 4'))
  // Its first comment answers one that is not there; the next ones stand under it.
  expect(bylines(await from('000001000002'))).toEqual(['Reader 1'])
  expect(bylines(await from(''))).toEqual([])
})
