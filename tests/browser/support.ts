import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import bundled, { inflate } from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { loadSamples } from '../../tools/samples/load.ts'
import { type Server, startServer } from '../support/server.ts'
import { MODERATOR } from './letters.ts'

const flags = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync`.split(/\s+/)

/** The sample paper (or an empty one) with mail bound, served behind the local edge, and a browser before it. */
export interface Stand {
  server: Server
  browser: Browser
  /** A new reader, with nothing in the cache and no cookies. */
  reader(options?: BrowserContextOptions): Promise<Reader>
  close(): Promise<void>
}

/** One reader's window, and what went wrong in it. */
export interface Reader {
  page: Page
  context: BrowserContext
  /** Requests that left the site, messages of the console (the policy's too), errors and dialogs. */
  trouble: string[]
}

export async function openStand({ empty = false, images = false } = {}): Promise<Stand> {
  const server = await startServer({ images, mail: true, vars: { MODERATORS: MODERATOR } })
  if (!empty) await loadSamples(await server.env(), new Date(), server.url.origin)
  const browser = await launch()
  return {
    server,
    browser,
    reader: (options) => newReader(browser, server.url.origin, options),
    close: async () => {
      await browser.close()
      await server.close()
    },
  }
}

async function newReader(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Reader> {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options })
  const trouble: string[] = []
  // A page may name pictures of other sites; whether it does is asked of `trouble`, and nothing is fetched.
  await context.route(
    (url) => url.origin !== origin && url.protocol.startsWith('http'),
    (route) => {
      trouble.push(`request to ${route.request().url()}`)
      return route.abort()
    },
  )
  context.on('response', (answer) => {
    const isPage = answer.request().resourceType() === 'document'
    if (answer.status() >= 400 && !isPage) trouble.push(`${answer.status()} for ${answer.url()}`)
  })
  context.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) trouble.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => trouble.push(`error: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
  context.setDefaultTimeout(10_000)
  return { context, trouble, page: await context.newPage() }
}

/** A Chromium of the machine's, or the one npm brought; `more` are flags for its command line. */
export async function launch(...more: string[]): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH ?? onPath('chromium')
  const args = [...flags, ...more]
  if (own) return chromium.launch({ executablePath: own, args })
  const executablePath = await bundled.executablePath()
  const env = await bareMachine()
  return chromium.launch({ executablePath, args, env })
}

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

// A machine with nothing installed lacks the libraries of NSS and has no font; the package brings both.
async function bareMachine(): Promise<Record<string, string>> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = join(tmpdir(), 'fonts')
  if (['/usr/lib', '/lib', '/usr/lib64'].some(hasNss)) return env
  const packed = new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))
  await inflate(packed.pathname)
  env.LD_LIBRARY_PATH = join(tmpdir(), 'al2023', 'lib')
  return env
}

const hasNss = (folder: string) =>
  [folder, join(folder, 'x86_64-linux-gnu'), join(folder, 'aarch64-linux-gnu')].some((place) =>
    existsSync(join(place, 'libnss3.so')),
  )
