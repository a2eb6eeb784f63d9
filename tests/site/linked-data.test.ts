import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bodyOf } from '../support/api.ts'
import { type Article, openPaper, type Paper } from '../support/paper.ts'
import { png } from '../support/pictures.ts'
import { type Server, startServer } from '../support/server.ts'

const ADDRESS = 'https://tide.example'
const HOSTILE = 'The </script><script>alert(1)</script> & <!-- "Strike"'

let server: Server
let paper: Paper
let article: Article
beforeAll(async () => {
  server = await startServer()
  paper = await openPaper(server)
  await paper.api('PATCH', '/settings', { identity: { name: 'Tide', tagline: 'What floats', address: ADDRESS } })
  article = await paper.publish({
    headline: HOSTILE,
    slug: 'the-strike',
    publishedAt: '2026-11-20T10:00:00Z',
    hero: { src: '/pictures/boat.jpg', alt: 'A boat', width: 800, height: 600 },
    sources: [{ title: 'The toll book', url: 'https://other.example/tolls', publisher: 'Port' }],
  })
  await paper.api('POST', `/articles/${article.id}/corrections`, { text: 'It was Tuesday.' })
})
afterAll(() => server.close())

const page = async (path: string) => (await server.fetch(path)).text()

/** Every block of data of a page. */
async function data(path: string) {
  const blocks = [...(await page(path)).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  return blocks.map(([, text = '']) => JSON.parse(text))
}

describe('an article page', () => {
  test('tells machines what people see, and nothing in it ends the element', async () => {
    const blocks = await data(article.path)
    expect(blocks).toHaveLength(1)
    expect(blocks[0]['@context']).toBe('https://schema.org')
    const [story, crumbs] = blocks[0]['@graph']
    expect(story).toMatchObject({
      '@type': 'ReportageNewsArticle',
      url: ADDRESS + article.path,
      headline: HOSTILE,
      inLanguage: 'en',
      datePublished: '2026-11-20T10:00:00.000Z',
      dateline: 'PORT AVERIL',
      articleSection: 'Harbour',
      wordCount: 9,
      commentCount: 0,
      image: `${ADDRESS}/pictures/boat.jpg`,
      author: [{ '@type': 'Person', name: 'Ada Quill', url: `${ADDRESS}/authors/ada-quill` }],
      publisher: { '@type': 'NewsMediaOrganization', name: 'Tide', url: `${ADDRESS}/` },
      correction: [
        { '@type': 'CorrectionComment', text: 'It was Tuesday.', datePublished: expect.stringMatching(/Z$/) },
      ],
      citation: [{ '@type': 'CreativeWork', name: 'The toll book', url: 'https://other.example/tolls' }],
    })
    expect(story.dateModified).toBe(story.correction[0].datePublished)
    expect(crumbs).toMatchObject({
      '@type': 'BreadcrumbList',
      itemListElement: [
        { '@type': 'ListItem', position: 1, name: 'Tide', item: { '@id': `${ADDRESS}/` } },
        { position: 2, name: 'Harbour', item: { '@id': `${ADDRESS}/sections/harbour` } },
        { position: 3, name: HOSTILE, item: { '@id': ADDRESS + article.path } },
      ],
    })
    expect(await page(article.path)).not.toContain('<script>alert')
  })

  test.each([
    ['analysis', 'AnalysisNewsArticle', true],
    ['opinion', 'OpinionNewsArticle', true],
    ['review', 'ReviewNewsArticle', true],
    ['satire', 'SatiricalArticle', false],
    ['sponsored', 'AdvertiserContentArticle', false],
  ])('says of %s that it is %s', async (genre, type, isNews) => {
    const other = await paper.publish({ genre })
    const [{ '@graph': graph }] = await data(other.path)
    expect([graph[0]['@type'], 'dateline' in graph[0]]).toEqual([type, isNews])
    for (const empty of ['correction', 'citation', 'image']) expect(graph[0]).not.toHaveProperty(empty)
  })

  test('says what a link to it shows, where it is known', async () => {
    const html = await page(article.path)
    for (const [name, content] of [
      ['og:title', 'The &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;!-- &quot;Strike&quot;'],
      ['og:type', 'article'],
      ['og:site_name', 'Tide'],
      ['og:image', `${ADDRESS}/pictures/boat.jpg`],
    ])
      expect(html).toContain(`<meta property="${name}" content="${content}"/>`)
    expect(html).toContain('<meta name="description" content="Nobody rows today"/>')
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image"/>')
    expect(html).toContain(`<link rel="canonical" href="${ADDRESS}${article.path}"/>`)
  })

  test('says none of it where search engines should not look', async () => {
    const waits = await paper.say(article)
    const own = waits.headers.get('Location')?.split('#')[0] ?? ''
    expect(await page(own)).not.toMatch(/ld\+json|og:title/)
  })
})

test('the front page, sections, topics and authors say what a link to them shows, with the logo of the paper', async () => {
  const headers = { Authorization: `Bearer ${await server.token()}`, 'Content-Type': 'image/png' }
  const uploaded = await server.fetch('/api/media', { method: 'POST', headers, body: new Blob([png()]) })
  const { path: logo } = await bodyOf(uploaded)
  await paper.api('PATCH', '/settings', { look: { logo } })
  await paper.api('PATCH', '/sections/harbour', { description: 'All that “floats” & sinks' })
  await paper.api('PATCH', '/authors/ada-quill', { bio: `She writes. ${'On and on. '.repeat(40)}` })
  for (const [path, title, type, description] of [
    ['/', 'Tide', 'website', 'What floats'],
    ['/sections/harbour', 'Harbour', 'website', 'All that “floats” &amp; sinks'],
    ['/topics/ferry', 'Ferry', 'website', ''],
    ['/authors/ada-quill', 'Ada Quill', 'profile', 'She writes. On and on.'],
  ] as const) {
    const html = await page(path)
    for (const [name, content] of [
      ['og:title', title],
      ['og:type', type],
      ['og:site_name', 'Tide'],
      ['og:image', `${ADDRESS}${logo}`],
    ])
      expect(html, path).toContain(`<meta property="${name}" content="${content}"/>`)
    const [, said = ''] = /<meta name="description" content="(.*?)"\/>/.exec(html) ?? []
    expect(said.slice(0, description.length || 1), path).toBe(description)
    expect(said.length).toBeLessThanOrEqual(201)
  }
  await paper.api('PATCH', '/settings', { look: { logo: null } })
})

test('an author page is the profile of who writes, and leads to where else they are', async () => {
  const links = [
    { label: 'Our “post” & more', href: 'https://post.example/@ada' },
    { label: 'Her ships', href: 'https://ships.example/' },
  ]
  await paper.api('PATCH', '/authors/ada-quill', { url: 'https://ada.example/', links })
  const own = { url: 'https://ada.example/', links }
  const stored = await bodyOf(await paper.api('GET', '/authors/ada-quill'))
  expect(stored).toMatchObject(own)
  const { createdAt: dateCreated, updatedAt: dateModified } = stored
  expect(await data('/authors/ada-quill')).toMatchObject([
    {
      '@type': 'ProfilePage',
      ...{ dateCreated, dateModified },
      mainEntity: {
        '@type': 'Person',
        name: 'Ada Quill',
        url: `${ADDRESS}/authors/ada-quill`,
        jobTitle: 'Harbour correspondent',
        sameAs: ['https://ada.example/', 'https://post.example/@ada', 'https://ships.example/'],
        worksFor: { '@type': 'NewsMediaOrganization', name: 'Tide' },
      },
    },
  ])
  const html = await page('/authors/ada-quill')
  expect(html.match(/<a rel="me"[^>]*>[^<]*<\/a>/g)).toEqual([
    '<a rel="me" href="https://ada.example/">https://ada.example/</a>',
    '<a rel="me" href="https://post.example/@ada">Our “post” &amp; more</a>',
    '<a rel="me" href="https://ships.example/">Her ships</a>',
  ])
  await paper.api('PATCH', '/authors/ada-quill', { url: '', links: [] })
  const [{ mainEntity }] = await data('/authors/ada-quill')
  expect(mainEntity).not.toHaveProperty('sameAs')
  expect(await page('/authors/ada-quill')).not.toContain('rel="me"')
})

test('the principles tell whose they are and where else they stand, and so does the front page', async () => {
  const publisher = {
    '@type': 'NewsMediaOrganization',
    name: 'Tide',
    url: `${ADDRESS}/`,
    publishingPrinciples: `${ADDRESS}/principles`,
    correctionsPolicy: `${ADDRESS}/corrections`,
  }
  expect(await data('/principles')).toMatchObject([publisher])
  expect(await data('/')).toMatchObject([
    {
      '@type': 'WebSite',
      name: 'Tide',
      url: `${ADDRESS}/`,
      publisher,
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${ADDRESS}/search?q={query}` },
        'query-input': 'required name=query',
      },
    },
  ])
})
