import { describe, expect, test } from 'vitest'
import { Unfit } from '../../src/media/bytes.ts'
import { mostBytes, pictureIn } from '../../src/media/picture.ts'
import { bytes, holds, SECRET_PLACE } from '../support/pictures.ts'
import * as made from '../support/recordings.ts'

type Bytes = Uint8Array<ArrayBuffer>
const kept = (file: Bytes) => {
  const recording = pictureIn(new Uint8Array(file))
  if (!recording) throw new Error('Is not taken')
  return recording
}

/** A cluster without a size, and in it nothing that is looked at. */
const endless = bytes([0x1f, 0x43, 0xb6, 0x75, 1], [255, 255, 255, 255, 255, 255, 255], [0])

describe('a film or a sound', () => {
  test.each([
    ['MP4', made.mp4(), 'mp4', 640, 360],
    ['MP4 of a telephone held upright', made.mp4({ turned: true }), 'mp4', 360, 640],
    ['M4A', made.mp4({ brand: 'M4A ', kinds: ['soun'] }), 'm4a', null, null],
    ['MP4 without pictures', made.mp4({ kinds: ['soun'] }), 'm4a', null, null],
    ['WebM', made.webm(), 'webm', 320, 180],
    ['WebM whose end nobody knew', made.webm({ last: endless }), 'webm', 320, 180],
    ['MP3', made.mp3(), 'mp3', null, null],
    ['MP3 without tags before it', made.mp3({ before: [] }).slice(2), 'mp3', null, null],
  ] as const)('is known by its first bytes, and tells no place: %s', (_, file, ending, width, height) => {
    expect(holds(file, SECRET_PLACE)).toBe(true)
    const recording = kept(file)
    expect(recording).toMatchObject({ ending, width, height })
    expect(mostBytes(file)).toBe(25_000_000)
    // What is between two tags of an MP3 is sound, whatever it says.
    if (ending !== 'mp3') expect(holds(recording.bytes, SECRET_PLACE)).toBe(false)
    if (ending !== 'mp3') expect(recording.bytes.length).toBe(file.length)
  })

  test('keeps what is played', () => {
    expect(holds(kept(made.mp4()).bytes, 'the film itself')).toBe(true)
    expect(holds(kept(made.webm()).bytes, 'a cluster')).toBe(true)
    expect(Buffer.from(kept(made.mp3()).bytes)).toEqual(Buffer.from(bytes([0xff, 0xfb, 0x90, 0], 'a frame of sound')))
  })
})

describe('not taken is', () => {
  test.each([
    ['an MP4 with a track of places', made.mp4({ kinds: ['vide', 'meta'] })],
    ['an MP4 without tracks', made.mp4({ kinds: [] })],
    ['an MP4 with half a box behind it', made.mp4({ after: [0, 0, 1, 0, 0x66] })],
    ['a Matroska', made.webm({ type: 'matroska' })],
    ['a WebM of no width', made.webm({ width: 0 })],
    ['a WebM cut off', made.webm({ last: bytes([0x1f, 0x43, 0xb6, 0x75, 0x08]) })],
    ['a WebM with a number of nine bytes', made.webm({ last: bytes([0]) })],
    ['an ID3 before a page', made.mp3({ sound: bytes('<!doctype html><script>alert(1)</script>') })],
    ['an ID3 that is longer than the file', bytes('ID3', [4, 0, 0, 127, 127, 127, 127])],
  ])('%s', (_, file) => {
    expect(() => pictureIn(file)).toThrow(Unfit)
  })

  test.each([
    ['MP4', made.mp4()],
    ['WebM', made.webm()],
    ['MP3', made.mp3()],
  ])('anything that is neither taken nor refused in words, wherever %s is cut or altered', (_, file) => {
    for (let i = 0; i < file.length; i++) {
      const altered = new Uint8Array(file)
      altered[i] = (altered[i] ?? 0) ^ 0xff
      for (const each of [file.slice(0, i), altered]) {
        try {
          pictureIn(each)
        } catch (error) {
          expect(error, `byte ${i}`).toBeInstanceOf(Unfit)
        }
      }
    }
  })
})
