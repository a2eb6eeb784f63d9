import { readFileSync } from 'node:fs'
import { validateXML } from 'xmllint-wasm'

const load = (name: string) => ({
  fileName: name,
  contents: readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8'),
})

/** What libxml2 finds wrong with sitemaps, by our copy of what their schemas demand (data/README.md). */
export const sitemapMistakes = (files: Record<string, string>): Promise<string[]> =>
  mistakes({
    xml: named(files),
    schema: load('sitemaps.xsd'),
    preload: ['sitemap.xsd', 'sitemap-image.xsd', 'sitemap-news.xsd'].map(load),
  })

/** What it finds wrong with Atom feeds, by the grammar of RFC 4287. */
export const atomGrammarMistakes = (files: Record<string, string>): Promise<string[]> =>
  mistakes({ xml: named(files), schema: load('atom.rng'), extension: 'relaxng' })

/** Where files are no XML at all. */
export const xmlMistakes = (files: Record<string, string>): Promise<string[]> =>
  mistakes({ xml: named(files), normalization: 'c14n' })

async function mistakes(options: Parameters<typeof validateXML>[0]): Promise<string[]> {
  const { valid, errors, rawOutput } = await validateXML(options)
  if (valid) return []
  return errors.length > 0 ? errors.map(({ rawMessage }) => rawMessage).filter(Boolean) : [rawOutput]
}

// Paths are no file names.
const named = (files: Record<string, string>) =>
  Object.entries(files).map(([path, contents]) => ({ fileName: path.slice(1).replaceAll('/', '_'), contents }))
