import type { Context } from 'hono'
import type { Env } from '../env.ts'
import { type Files, staticFile } from '../text/static-files.ts'
import { type Prose, prosePath } from '../text/words/prose.ts'
import { packed } from '../text/words/words.ts'
import { problem } from './problem.ts'

const known = new Map<string, Prose>()

/** The long texts in the language of the site, or in English, read once an isolate. Throws when they cannot be had. */
export async function proseOf(files: Files | undefined, language: string): Promise<Prose> {
  const tag = packed.find((each) => each === language.split('-', 1)[0]) ?? 'en'
  const found = known.get(tag) ?? (await (await staticFile(files, prosePath(tag))).json<Prose>())
  known.set(tag, found)
  return found
}

/** The same for a page. Throws 503. */
export const proseIn = (c: Context<Env>, language: string): Promise<Prose> =>
  proseOf(c.env.ASSETS, language).catch(unavailable)

function unavailable(error: unknown): never {
  console.error(JSON.stringify({ event: 'prose-not-loaded', message: String(error) }))
  throw problem(503, 'unavailable', { title: (w) => w.ours, headers: { 'Retry-After': '5' } })
}
