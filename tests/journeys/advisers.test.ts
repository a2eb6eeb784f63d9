import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AkismetFault, type FaultyServer, startAkismetServer, VALID_KEY } from '../support/akismet-server.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let akismet: FaultyServer<AkismetFault>
let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  akismet = await startAkismetServer()
  server = await startServer({ vars: { AKISMET_KEY: VALID_KEY, AKISMET_ENDPOINT: akismet.endpoint } })
})
beforeEach(async () => {
  await server.clear()
  akismet.calls.length = 0
  paper = await openPaper(server)
  article = await paper.publish()
})
afterAll(async () => {
  await server.close()
  await akismet.close()
})

describe('the page a reader came from', () => {
  const referrerOf = async (Referer: string) => {
    await paper.say(article, { comment: `Words ${crypto.randomUUID()}` }, { Referer })
    return akismet.calls.at(-1)?.form.get('referrer') ?? null
  }

  test('is told to Akismet without its query, which may be a signed link', async () => {
    expect(await referrerOf('https://paper.example/2026/11/the-strike?waiting=12.signature#own-12')).toBe(
      'https://paper.example/2026/11/the-strike',
    )
    expect(await referrerOf('https://ada:secret@search.example/?q=private')).toBe('https://search.example/')
  })

  test('is not told where it is no page', async () => {
    expect(await referrerOf('about:client')).toBeNull()
    expect(await referrerOf('nonsense')).toBeNull()
  })
})
