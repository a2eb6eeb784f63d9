import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { htmlMistakes } from '../support/html.ts'
import { type Server, startServer } from '../support/server.ts'
import { linkedDataMistakes } from '../support/vocabulary.ts'
import { all, one, parseXml } from '../support/xml.ts'
import { atomMistakes } from './atom.ts'
import { ADDRESS, type HostilePaper, openHostilePaper, soil } from './hostile-paper.ts'
import { jsonFeedMistakes } from './json-feed.ts'
import { rssMistakes } from './rss.ts'
import { atomGrammarMistakes, sitemapMistakes, xmlMistakes } from './xml-schema.ts'

let server: Server
let paper: HostilePaper
let lists: string[]
beforeAll(async () => {
  server = await startServer()
  paper = await openHostilePaper(server)
  const topic = /href="(\/topics\/[^"]+)"/.exec(await get(paper.discussed.path))?.[1]
  lists = ['', '/sections/odd', '/sections/harbour', '/authors/odd', topic ?? 'no topic']
}, 120_000)
afterAll(() => server.close())

async function get(path: string): Promise<string> {
  const answer = await server.fetch(path)
  expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  return answer.text()
}

async function files(paths: string[]): Promise<Record<string, string>> {
  const entries = await Promise.all(paths.map(async (path) => [path, await get(path)] as const))
  return Object.fromEntries(entries)
}

/** What is wrong with which. */
const mistakes = (of: Record<string, string>, check: (text: string) => string[]) =>
  Object.entries(of).flatMap(([path, text]) => [...new Set(check(text))].map((mistake) => `${path}: ${mistake}`))

const listFeeds = (file: string) => files(lists.map((list) => list + file))
const rssFeeds = async () => ({
  ...(await listFeeds('/feed.xml')),
  ...(await files([
    '/comments.xml',
    `${paper.discussed.path}/comments.xml`,
    `${paper.articles[6]?.path}/comments.xml`,
  ])),
})

async function sitemaps(): Promise<Record<string, string>> {
  const index = await get('/sitemap.xml')
  const named = parseXml(index).children.map((each) => one(each, 'loc').text.slice(ADDRESS.length))
  return { '/sitemap.xml': index, ...(await files([...named, '/news-sitemap.xml'])) }
}

async function expectValid(): Promise<void> {
  const [rss, atom, json] = [await rssFeeds(), await listFeeds('/atom.xml'), await listFeeds('/feed.json')]
  expect(await xmlMistakes({ ...rss, ...atom })).toEqual([])
  expect(mistakes(rss, rssMistakes)).toEqual([])
  expect(await atomGrammarMistakes(atom)).toEqual([])
  expect(mistakes(atom, atomMistakes)).toEqual([])
  expect(mistakes(json, jsonFeedMistakes)).toEqual([])
  expect(await sitemapMistakes(await sitemaps())).toEqual([])
}

describe('of a paper in which every line is hostile', () => {
  test('feeds and sitemaps are valid', async () => {
    expect(all(one(parseXml(await get('/feed.xml')), 'channel'), 'item')).toHaveLength(8)
    expect(all(one(parseXml(await get('/comments.xml')), 'channel'), 'item')).toHaveLength(4)
    await expectValid()
  })

  test('pages are HTML as its standard has it', async () => {
    const [first] = paper.articles
    const pages = await files(['/', `${first?.path}`, `${first?.path}/history`, '/corrections', ...lists.slice(1)])
    for (const [path, html] of Object.entries(pages)) expect(await htmlMistakes(html), path).toEqual([])
  })

  test('what machines are told is in schema.org’s vocabulary, in every genre', async () => {
    const articles = await files(paper.articles.map(({ path }) => path))
    expect(Object.values(articles).filter((html) => html.includes('application/ld+json'))).toHaveLength(8)
    const pages = await files(['/', '/corrections', '/search', ...lists.slice(1)])
    expect(mistakes({ ...articles, ...pages }, linkedDataMistakes)).toEqual([])
  })
})

test('of rows that nobody cleaned, feeds and sitemaps are valid still', async () => {
  await soil(server)
  lists = lists.slice(-1)
  await expectValid()
})

test('of an empty paper, feeds and sitemaps are valid', async () => {
  await server.clear()
  lists = ['']
  const rss = await files(['/feed.xml', '/comments.xml'])
  expect(mistakes(rss, rssMistakes)).toEqual([])
  const atom = await listFeeds('/atom.xml')
  expect([...(await atomGrammarMistakes(atom)), ...mistakes(atom, atomMistakes)]).toEqual([])
  expect(mistakes(await listFeeds('/feed.json'), jsonFeedMistakes)).toEqual([])
  const maps = await files(['/sitemap.xml', '/sitemap-pages.xml', '/news-sitemap.xml'])
  expect(await sitemapMistakes(maps)).toEqual([])
})
