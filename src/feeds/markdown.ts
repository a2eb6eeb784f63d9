import { cardTags } from '../articles/card.ts'
import { changedAt } from '../articles/changed.ts'
import { traceQuery } from '../articles/gone.ts'
import { type WrittenArticle, writtenQuery } from '../articles/source.ts'
import { tag } from '../cache/tags.ts'
import { read, unseen } from '../db/read.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { missingAt } from '../http/missing.ts'
import { knows } from '../http/query.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { absolute } from '../text/safe-url.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'

/**
 * `/2026/11/the-strike.md`: the article as it was written. At an address of its own, not by `Accept`: the edge would
 * answer a kept page to whoever asks for Markdown, or keep one for each browser's spelling of that header.
 */
export const markdownDoor = new Hono<Env>().get(
  '/:year{[0-9]{4}}/:month{[0-9]{2}}/:file{[a-z0-9-]+\\.md}',
  knows(),
  async (c) => {
    const { now, reader } = c.var
    const path = c.req.path.slice(0, -'.md'.length)
    const [site, article] = await read(reader, unseen(siteQuery()), unseen(writtenQuery(path, now)))
    if (!article) {
      const [trace] = await read(reader, traceQuery(path, now))
      throw missingAt(trace, (moved) => `${moved}.md`)
    }
    const text = markdown(site, article)
    const tags = [...cardTags(article), ...article.topics.map(({ id }) => tag.topic(id))]
    const headers = {
      'Content-Type': 'text/markdown; charset=utf-8',
      Link: `<${site.address}${path}>; rel="canonical"`,
    }
    return keepAtEdge(c, tags, { until: null, state: [text] }, () => c.body(text, 200, headers))
  },
)

function markdown(site: Site, article: WrittenArticle): string {
  const { headline, standfirst, dateline, body, hero } = article
  const parts = [
    front(site, article),
    `# ${line(headline)}`,
    standfirst && `*${line(standfirst)}*`,
    hero && `![${line(hero.alt)}](<${absolute(site.address, hero.src)}>)`,
    hero && line([hero.caption, hero.credit].filter(Boolean).join(' ')),
    dateline && line(dateline),
    body.trim(),
    ...after(article, words(site.language).article),
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

// YAML takes JSON's strings and lists as they are.
function front(site: Site, article: WrittenArticle): string {
  const facts = {
    title: article.headline,
    url: site.address + article.path,
    publisher: site.name,
    genre: article.genre,
    section: article.section?.name,
    authors: article.authors.map(({ name }) => name),
    topics: article.topics.map(({ name }) => name),
    language: article.language,
    published: article.listedAt,
    updated: changedAt(article),
    update: article.updateNote || undefined,
  }
  const lines = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`],
  )
  return `---\n${lines.join('\n')}\n---`
}

function after({ corrections, sources }: WrittenArticle, w: Words['article']): string[] {
  const corrected = corrections.map(({ at, text }) => `- ${at.toISOString()}: ${line(text)}`)
  const rests = (sources ?? []).map(({ title, url, publisher, note }) => {
    const work = url ? `[${line(title)}](<${url}>)` : line(title)
    return `- ${work}${publisher ? `, ${line(publisher)}` : ''}${note ? ` (${line(note)})` : ''}`
  })
  return [
    // A heading of a list, however long.
    ...(corrected.length > 0 ? [`## ${w.corrections(2)}\n\n${corrected.join('\n')}`] : []),
    ...(rests.length > 0 ? [`## ${w.sources}\n\n${rests.join('\n')}`] : []),
  ]
}

const line = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\[\]*<]/g, '\\$&')
