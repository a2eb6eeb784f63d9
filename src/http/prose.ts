import type { Context } from 'hono'
import type { Env } from '../env.ts'
import { staticFile } from '../text/static-files.ts'
import { type Prose, prosePath } from '../text/words/prose.ts'
import { packed } from '../text/words/words.ts'
import { problem } from './problem.ts'

const known = new Map<string, Prose>()

/** The long texts in the language of the site, or in English, read once an isolate. Throws 503 when they cannot be had. */
export async function proseIn(c: Context<Env>, language: string): Promise<Prose> {
  const tag = packed.find((each) => each === language.split('-', 1)[0]) ?? 'en'
  const found = known.get(tag) ?? (await fetchProse(c.env.ASSETS, tag).catch(unavailable))
  known.set(tag, found)
  return found
}

async function fetchProse(assets: Fetcher, tag: string): Promise<Prose> {
  const file = await staticFile(assets, prosePath(tag))
  return file.json<Prose>()
}

function unavailable(error: unknown): never {
  console.error(JSON.stringify({ event: 'prose-not-loaded', message: String(error) }))
  throw problem(503, 'unavailable', { title: (w) => w.ours, headers: { 'Retry-After': '5' } })
}
