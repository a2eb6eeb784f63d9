/** `npm run lighthouse`: what Lighthouse says of the sample paper on a phone, as a Markdown table (docs/performance.md). */
import { loadavg } from 'node:os'
import { launch } from '../../tests/browser/support.ts'
import { startServer } from '../../tests/support/server.ts'
import { freePort } from '../dev/port.ts'
import { loadSamples } from '../samples/load.ts'
import { audit, type Report } from './audit.ts'
import { type Measured, measuredOf, table } from './table.ts'

const server = await startServer()
await loadSamples(await server.env(), new Date(), server.url.origin)
const port = await freePort()
const browser = await launch(`--remote-debugging-port=${port}`)
try {
  const all: Measured[] = []
  for (const [name, path] of await pages()) {
    const { href } = new URL(path, server.url)
    all.push(measuredOf(name, await middleOf(href)))
  }
  const load = loadavg().map((each) => each.toFixed(1))
  console.log(`${table(all)}\n\nLoad average of this machine: ${load.join(', ')}. ${new Date().toISOString()}`)
} finally {
  await browser.close()
  await server.close()
}

// Blocking time is the machine's as much as the page's: the middle of three by performance.
async function middleOf(url: string): Promise<Report> {
  const of = ({ categories }: Report) => categories.performance?.score ?? 0
  const reports = [await audit(url, port), await audit(url, port), await audit(url, port)]
  const [, middle] = reports.sort((one, other) => of(one) - of(other))
  if (!middle) throw new Error(`${url}: no report`)
  return middle
}

async function pages(): Promise<[string, string][]> {
  const { DB } = await server.env()
  const withPictures = `select path from articles where path like '%/the-woman-who-writes%'`
  const article = await DB.prepare(withPictures).first<string>('path')
  if (!article) throw new Error('The article with pictures is not in the sample paper')
  return [
    ['front', '/'],
    ['article with pictures', article],
    ['search', '/search'],
    ['results', '/search?q=the+ferry'],
  ]
}
