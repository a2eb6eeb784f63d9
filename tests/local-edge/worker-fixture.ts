/** A Worker made of one function, behind an edge, in Node. */
import { afterEach } from 'vitest'
import { moveClock, resetClock } from '../../tools/local-edge/clock.ts'
import { withLocalEdge } from '../../tools/local-edge/edge.ts'
import type { IncomingRequest, Options } from '../../tools/local-edge/handler.ts'

export type Env = Record<string, unknown>
export type Answerer = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>

afterEach(resetClock)

/** The platform's `ctx`, as far as Node can have one. */
export class NativeContext implements ExecutionContext {
  props: unknown = {}
  exports: Cloudflare.Exports = {}
  tracing: Tracing = Object.create(null)
  waiting: Promise<unknown>[] = []
  passed = false
  waitUntil(promise: Promise<unknown>) {
    this.waiting.push(promise)
  }
  passThroughOnException() {
    this.passed = true
  }
  mapVirtualHost(): string {
    throw new Error('Not in Node.')
  }
  abort() {}
}

export function behindEdge(answer: Answerer, options: Options = {}, handlers: ExportedHandler<Env> = {}) {
  const runs: Request[] = []
  const env: Env = {}
  const worker: ExportedHandler<Env> = {
    ...handlers,
    async fetch(request, given, ctx) {
      const [, method, options] = request.url.match(/\/ctx-cache-(purge|invalidate)\?(.*)$/) ?? []
      if (method === 'purge' || method === 'invalidate') {
        return Response.json(await ctx.cache?.[method](JSON.parse(decodeURIComponent(options ?? ''))))
      }
      runs.push(request)
      return answer(request, given, ctx)
    },
  }
  const edge = withLocalEdge(worker, options)
  const request = (address: string, init: RequestInit<IncomingRequestCfProperties> = {}): IncomingRequest =>
    new Request(new URL(address, 'https://paper.example'), init)
  const site = {
    edge,
    env,
    /** The requests that reached the Worker. */
    runs,
    get: (address: string, headers: Record<string, string> = {}, ctx = new NativeContext()) =>
      edge.fetch(request(address, { headers }), env, ctx),
    send: (method: string, address: string, body?: unknown) =>
      edge.fetch(
        request(address, { method, body: body === undefined ? null : JSON.stringify(body) }),
        env,
        new NativeContext(),
      ),
    async control(command: string, body?: unknown): Promise<unknown> {
      const [method = '', path = ''] = command.split(' ')
      const response = await site.send(method, `/__edge/${path}`, body)
      return response.json()
    },
    /** Has the Worker call `ctx.cache.purge`. */
    purge: (options: CachePurgeOptions) => site.callCache('purge', options),
    invalidate: (options: CachePurgeOptions) => site.callCache('invalidate', options),
    async callCache(method: string, options: CachePurgeOptions): Promise<CachePurgeResult> {
      const response = await site.send('POST', `/ctx-cache-${method}?${encodeURIComponent(JSON.stringify(options))}`)
      return response.json()
    },
    /** The cache's word for a GET of the address. */
    status: async (address: string, headers: Record<string, string> = {}) =>
      cacheStatus(await site.get(address, headers)),
  }
  return site
}

export function cacheStatus(response: Response): string | null {
  return response.headers.get('cf-cache-status')
}

/** Frozen from then on, so that a busy machine changes no outcome. */
export function later(seconds: number): void {
  moveClock({ advance: seconds * 1000, frozen: true })
}

/** A page that answers 304 to its own ETag; `edition` is its content. */
export function revisable(headers: Record<string, string>) {
  const state = { edition: 1, broken: false }
  const answer: Answerer = (request) => {
    if (state.broken) return new Response('broken', { status: 503, headers: { 'cache-control': 'no-store' } })
    const etag = `"${state.edition}"`
    const init = { headers: { ...headers, etag } }
    if (request.headers.get('if-none-match') === etag) return new Response(null, { ...init, status: 304 })
    return new Response(`edition ${state.edition}`, init)
  }
  return { state, answer }
}

/** A page whose body counts the runs of the Worker, with the given headers. */
export function page(headers: Record<string, string>, status = 200): Answerer {
  let edition = 0
  return () => {
    edition += 1
    return new Response(`edition ${edition}`, { status, headers })
  }
}
