import { expect, test } from 'vitest'
import { type Answerer, behindEdge, cacheStatus, later, NativeContext } from './worker-fixture.ts'

/** A Worker that answers when told to. */
function held(answer: Answerer, ...waiting: (() => void)[]) {
  const site = behindEdge(async (...given) => {
    await new Promise<void>((resolve) => waiting.push(resolve))
    return answer(...given)
  })
  const release = () => {
    for (const finish of waiting.splice(0)) finish()
  }
  return { site, release }
}

const kept: Answerer = () => new Response('page', { headers: { 'cache-control': 'max-age=60' } })
const moment = () => new Promise((resolve) => setTimeout(resolve, 5))

test('concurrent misses for a key share one run of the Worker', async () => {
  const { site, release } = held(kept)
  const readers = Array.from({ length: 5 }, () => site.get('/a'))
  await moment()
  release()
  const answers = await Promise.all(readers)
  expect(site.runs).toHaveLength(1)
  expect(answers.map(cacheStatus)).toEqual(['MISS', 'HIT', 'HIT', 'HIT', 'HIT'])
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(Array(5).fill('page'))
})

test('other keys do not wait', async () => {
  const { site, release } = held(kept)
  const readers = [site.get('/a'), site.get('/b')]
  await moment()
  expect(site.runs).toHaveLength(2)
  release()
  await Promise.all(readers)
})

test('HEAD waits with GET, and the conditional with the unconditional', async () => {
  const { site, release } = held(
    () => new Response('page', { headers: { 'cache-control': 'max-age=60', etag: '"x"' } }),
  )
  const readers = [site.get('/a'), site.send('HEAD', '/a'), site.get('/a', { 'if-none-match': '"x"' })]
  await moment()
  release()
  const answers = await Promise.all(readers)
  expect(site.runs).toHaveLength(1)
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 304])
})

test('a page that may be kept but not reused is still shared by those who waited', async () => {
  const { site, release } = held(() => new Response('page', { headers: { 'cache-control': 'no-cache' } }))
  const readers = [site.get('/a'), site.get('/a')]
  await moment()
  release()
  await Promise.all(readers)
  expect(site.runs).toHaveLength(1)
})

test('when the answer may not be kept, each of the others gets a run of its own', async () => {
  const { site, release } = held(() => new Response('mine', { headers: { 'cache-control': 'private' } }))
  const readers = Array.from({ length: 3 }, () => site.get('/a'))
  await moment()
  expect(site.runs).toHaveLength(1)
  release()
  await moment()
  expect(site.runs).toHaveLength(3)
  release()
  expect((await Promise.all(readers)).map(cacheStatus)).toEqual(['BYPASS', 'BYPASS', 'BYPASS'])
})

test('when the Worker throws, each of the others gets a run of its own', async () => {
  const state = { broken: true }
  const { site, release } = held((...given) => {
    if (state.broken) throw new Error('broken')
    return kept(...given)
  })
  const readers = [site.get('/a'), site.get('/a')]
  const outcomes = Promise.allSettled(readers)
  await moment()
  release()
  await moment()
  state.broken = false
  release()
  expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled'])
})

test('those who wait for another variant get a run of their own', async () => {
  const { site, release } = held(
    (request) =>
      new Response(request.headers.get('accept'), { headers: { 'cache-control': 'max-age=60', vary: 'accept' } }),
  )
  const readers = [site.get('/a', { accept: 'x' }), site.get('/a', { accept: 'y' })]
  await moment()
  release()
  await moment()
  release()
  expect(await Promise.all((await Promise.all(readers)).map((answer) => answer.text()))).toEqual(['x', 'y'])
})

test('while the Worker fails, those who waited share the stale page', async () => {
  const state = { broken: false }
  const { site, release } = held((...given) => (state.broken ? new Response('', { status: 500 }) : kept(...given)))
  const first = site.get('/a')
  await moment()
  release()
  await first
  later(61)
  state.broken = true
  const readers = Array.from({ length: 4 }, () => site.get('/a'))
  await moment()
  release()
  expect((await Promise.all(readers)).map(cacheStatus)).toEqual(Array(4).fill('STALE'))
  expect(site.runs).toHaveLength(2)
})

test('the run outlives its own reader: it is in the platform’s waitUntil', async () => {
  const { site, release } = held(kept)
  const ctx = new NativeContext()
  const reader = site.get('/a', {}, ctx)
  await moment()
  expect(ctx.waiting).toHaveLength(1)
  release()
  await reader
})
