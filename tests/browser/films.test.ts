import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf } from '../support/api.ts'
import { openPaper, type Paper } from '../support/paper.ts'
import { mp3 } from '../support/recordings.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let paper: Paper
beforeAll(async () => {
  stand = await openStand({ empty: true })
  paper = await openPaper(stand.server)
})
afterAll(() => stand.close())

/** A second of film, as this browser itself records it: a WebM. */
const record = () =>
  new Promise<number[]>((resolve) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 })
    const pen = canvas.getContext('2d')
    const pieces: Blob[] = []
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    recorder.onstop = async () => resolve([...new Uint8Array(await new Blob(pieces).arrayBuffer())])
    let frames = 0
    const timer = setInterval(() => {
      pen?.fillRect(frames * 5, 0, 5, 90)
      if (++frames < 25) return
      clearInterval(timer)
      recorder.stop()
    }, 40)
    recorder.start()
  })

test('a film that a browser made plays in the article, keeps its room, and comes from nowhere else', async () => {
  const maker = await stand.reader()
  await maker.page.goto('/')
  const film = new Uint8Array(await maker.page.evaluate(record))
  const headers = { Authorization: `Bearer ${paper.token}`, 'Content-Type': 'video/webm' }
  const { path } = await bodyOf(await stand.server.fetch('/api/media', { method: 'POST', headers, body: film }))
  const article = await paper.publish({ body: `Before.\n\n![The lock opens](${path})\n\nAfter.` })

  const { page, trouble } = await stand.reader({ viewport: { width: 360, height: 800 } })
  await page.goto(article.path)
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((it: HTMLVideoElement) => it.videoWidth)).toBe(160)
  expect(await video.evaluate((it: HTMLVideoElement) => [it.width, it.height, it.paused, it.controls])).toEqual([
    160,
    90,
    true,
    true,
  ])
  expect(await page.locator('figcaption').textContent()).toBe('The lock opens')
  await video.evaluate((it: HTMLVideoElement) => {
    it.muted = true
    return it.play()
  })
  await expect
    .poll(() => video.evaluate((it: HTMLVideoElement) => it.currentTime), { timeout: 10_000 })
    .toBeGreaterThan(0)
  expect(trouble).toEqual([])
})

test('a sound has a player that is seen, as wide as the column', async () => {
  const headers = { Authorization: `Bearer ${paper.token}`, 'Content-Type': 'audio/mpeg' }
  const { path } = await bodyOf(await stand.server.fetch('/api/media', { method: 'POST', headers, body: mp3() }))
  const article = await paper.publish({ body: `Before.\n\n![The horn](${path})\n\nAfter.` })
  const { page } = await stand.reader({ viewport: { width: 360, height: 800 } })
  await page.goto(article.path)
  const [player, column] = [await page.locator('audio').boundingBox(), await page.locator('.prose').boundingBox()]
  expect(player?.height).toBeGreaterThanOrEqual(40)
  expect(player?.width).toBe(column?.width)
})
