import { expect, test } from 'vitest'
import { behindEdge, NativeContext } from './worker-fixture.ts'

const uncached = () => new Response('', { headers: { 'cache-control': 'no-store' } })

test('the app’s ctx is the platform’s, with a cache', async () => {
  let given: ExecutionContext | undefined
  const site = behindEdge((_request, _env, ctx) => {
    given = ctx
    ctx.passThroughOnException()
    ctx.waitUntil(Promise.resolve())
    return uncached()
  })
  const ctx = new NativeContext()
  ctx.props = { tenant: 'ada' }
  await site.get('/a', {}, ctx)
  expect(given?.props).toEqual({ tenant: 'ada' })
  expect(given?.exports).toBe(ctx.exports)
  expect(given && 'cache' in given).toBe(true)
  expect([ctx.passed, ctx.waiting.length]).toEqual([true, 2])
})

test('the platform’s methods are called on the platform’s own object', async () => {
  class Strict extends NativeContext {
    #native = true
    override passThroughOnException() {
      this.passed = this.#native
    }
  }
  const site = behindEdge((_request, _env, ctx) => {
    const { passThroughOnException } = ctx
    passThroughOnException()
    return uncached()
  })
  const ctx = new Strict()
  await site.get('/a', {}, ctx)
  expect(ctx.passed).toBe(true)
})

test('scheduled and queue handlers get the same', async () => {
  const purged: unknown[] = []
  const note = async (ctx: ExecutionContext) => {
    purged.push(await ctx.cache?.purge({ purgeEverything: true }))
  }
  const site = behindEdge(
    uncached,
    {},
    {
      scheduled: (_controller, _env, ctx) => note(ctx),
      queue: (_batch, _env, ctx) => note(ctx),
    },
  )
  await site.edge.scheduled({ cron: '', scheduledTime: 0, noRetry() {} }, site.env, new NativeContext())
  const queue = { backlogCount: 0, backlogBytes: 0 }
  const batch = { messages: [], queue: 'q', metadata: { metrics: queue }, retryAll() {}, ackAll() {} }
  await site.edge.queue(batch, site.env, new NativeContext())
  expect(purged).toEqual([
    { success: true, errors: [] },
    { success: true, errors: [] },
  ])
})

test('settling waits for what was begun, and for what that begins', async () => {
  const done: string[] = []
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5))
  const site = behindEdge((_request, _env, ctx) => {
    const second = () => pause().then(() => done.push('second'))
    const first = () => pause().then(() => ctx.waitUntil(second().then(() => Promise.reject(new Error('ignored')))))
    ctx.waitUntil(first().then(() => done.push('first')))
    return uncached()
  })
  await site.get('/a')
  await site.control('POST settle')
  expect(done).toEqual(['first', 'second'])
})

test('settling gives up on what never ends', async () => {
  const site = behindEdge((_request, _env, ctx) => {
    ctx.waitUntil(new Promise(() => {}))
    return uncached()
  })
  await site.get('/a')
  expect(await site.control('POST settle', { patience: 5 })).toMatchObject({ pending: 1 })
})
