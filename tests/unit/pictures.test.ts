import { describe, expect, test } from 'vitest'
import { Unfit } from '../../src/media/bytes.ts'
import { isSvg, pictureIn } from '../../src/media/picture.ts'
import * as made from '../support/pictures.ts'
import { bytes, holds, SECRET_PLACE } from '../support/pictures.ts'

type File = Uint8Array<ArrayBuffer>
const take = (file: File) => {
  const picture = pictureIn(file)
  if (!picture) throw new Error('Is taken for no picture')
  return picture
}
const zip = 'PK\x03\x04 and a program'
const html = '<script>alert(1)</script>'

/** A file of each kind with nothing beside the picture, and one with everything beside it that cameras and others write. */
const pairs: Record<string, { bare: File; told: File }> = {
  jpg: {
    bare: made.jpeg({ before: [made.jfif] }),
    told: made
      .jpeg({
        before: [
          made.jfif,
          made.segment(0xe0, 'JFXX\0', SECRET_PLACE),
          made.exifSegment(1),
          made.segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', `<x:xmpmeta>${SECRET_PLACE}`),
          made.segment(0xe2, 'MPF\0', SECRET_PLACE),
          made.segment(0xed, 'Photoshop 3.0\0', SECRET_PLACE),
          made.segment(0xfe, SECRET_PLACE),
        ],
        scans: [made.scan, made.segment(0xfe, SECRET_PLACE)],
        after: zip + SECRET_PLACE,
      })
      .slice(),
  },
  png: {
    bare: made.png(),
    told: made.png(
      [
        made.chunk('eXIf', made.tiff(1)),
        made.chunk('tEXt', 'Comment\0', SECRET_PLACE),
        made.chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', SECRET_PLACE),
        made.chunk('zTXt', 'Comment\0\0', SECRET_PLACE),
        made.chunk('tIME', [7, 234, 11, 22, 9, 0, 0]),
        made.chunk('prVt', SECRET_PLACE),
      ],
      { after: html + SECRET_PLACE },
    ),
  },
  gif: {
    bare: made.gif({ blocks: [made.loop] }),
    told: made.gif({
      blocks: [
        made.extension(0xfe, SECRET_PLACE),
        made.loop,
        made.extension(0xff, 'XMP DataXMP', SECRET_PLACE),
        made.extension(0x01, SECRET_PLACE),
        made.extension(0xff, 'NETSCAPE2.0', SECRET_PLACE),
      ],
      after: zip + SECRET_PLACE,
    }),
  },
  webp: {
    bare: made.webp(made.vp8x(0, 3, 2), made.vp8(3, 2)),
    told: bytes(
      made.webp(
        made.vp8x(0x0c, 3, 2),
        made.vp8(3, 2),
        made.riff('EXIF', made.tiff(1)),
        made.riff('XMP ', SECRET_PLACE),
        made.riff('odd!', SECRET_PLACE),
      ),
      zip,
      SECRET_PLACE,
    ),
  },
}

describe.each(Object.entries(pairs))('a picture: %s', (ending, { bare, told }) => {
  test('keeps nothing but the picture, byte for byte', () => {
    expect(holds(told, SECRET_PLACE)).toBe(true)
    const picture = take(told)
    expect(Buffer.from(picture.bytes).toString('latin1')).toBe(Buffer.from(bare).toString('latin1'))
    expect(picture).toMatchObject({ ending, width: 3, height: 2 })
  })

  test('that holds nothing else stays as it is, and so does one that was cleaned', () => {
    expect(take(bare).bytes).toEqual(bare)
    expect(take(take(told).bytes).bytes).toEqual(take(told).bytes)
  })

  test('cut off anywhere is refused', () => {
    for (let length = 12; length < bare.length; length++) {
      const cut = () => pictureIn(bare.slice(0, length))
      expect(cut, `${length} of ${bare.length} bytes`).toThrow(Unfit)
    }
  })

  test('with any byte turned to another is taken or refused, and never fails', () => {
    for (let at = 0; at < told.length; at++) {
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const file = told.slice()
        file[at] = value
        try {
          pictureIn(file)
        } catch (error) {
          expect(error, `${value} at ${at}`).toBeInstanceOf(Unfit)
        }
      }
    }
  })
})

describe('a picture of a camera that was held on its side', () => {
  test('is shown upright still: a JPEG', () => {
    const picture = take(made.jpeg({ before: [made.exifSegment(6)] }))
    expect(picture).toMatchObject({ width: 2, height: 3 })
    expect(holds(picture.bytes, SECRET_PLACE)).toBe(false)
    expect(holds(picture.bytes, 'Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0')).toBe(true)
    expect(take(picture.bytes)).toEqual(picture)
  })

  test('is shown upright still: a WebP, with or without the head that is not its', () => {
    for (const head of ['', 'Exif\0\0']) {
      const exif = made.riff('EXIF', head, made.tiff(8))
      const picture = take(made.webp(made.vp8x(0x0c, 3, 2), made.vp8(3, 2), exif))
      expect(picture).toMatchObject({ width: 2, height: 3 })
      expect(picture.bytes[20]).toBe(0x08)
      expect(holds(picture.bytes, SECRET_PLACE)).toBe(false)
      expect(take(picture.bytes)).toEqual(picture)
    }
  })

  test('and says it in nonsense lies as it lies', () => {
    for (const exif of ['', 'II', 'II*\0\xff\xff\xff\xff', 'MM\0*\0\0\0\x08\xff\xff']) {
      const file = made.jpeg({ before: [made.segment(0xe1, 'Exif\0\0', exif)] })
      expect(take(file)).toMatchObject({ width: 3, height: 2, bytes: made.jpeg() })
    }
  })
})

describe('what a picture needs stays', () => {
  test('in a JPEG: its colours, and all its scans', () => {
    const profile = made.segment(0xe2, 'ICC_PROFILE\0', [1, 1], 'sRGB')
    const adobe = made.segment(0xee, 'Adobe', [0, 100, 0, 0, 0, 0, 1])
    const file = made.jpeg({ frame: 0xc2, before: [profile, adobe], scans: [made.scan, made.scan] })
    expect(take(file).bytes).toEqual(file)
  })

  test('in a PNG: its colours, and that it moves', () => {
    const file = made.png([
      made.chunk('iCCP', 'p\0\0x'),
      made.chunk('gAMA', [0, 0, 0, 1]),
      made.chunk('acTL', [0, 0, 0, 2]),
    ])
    expect(take(file).bytes).toEqual(file)
  })

  test('in a WebP: its colours, and that it moves; and its size is read in every kind', () => {
    const frame = made.riff('ANMF', new Uint8Array(6), [2, 0, 0, 1, 0, 0], [0, 0, 0, 0], made.vp8(3, 2))
    const file = made.webp(made.vp8x(0x22, 3, 2), made.riff('ICCP', 'p'), made.riff('ANIM', new Uint8Array(6)), frame)
    expect(take(file).bytes).toEqual(file)
    expect(take(made.webp(made.vp8(640, 480)))).toMatchObject({ width: 640, height: 480 })
    expect(take(made.webp(made.vp8l(640, 480)))).toMatchObject({ width: 640, height: 480 })
  })

  test('in a GIF: how it is played', () => {
    const control = bytes([0x21, 0xf9, 4, 0, 10, 0, 0, 0])
    const file = made.gif({ blocks: [made.loop, control] })
    expect(take(file).bytes).toEqual(file)
  })
})

describe('an AVIF', () => {
  test('has Exif and XMP blanked in their place, and keeps its picture', () => {
    const told = made.avif({ beside: [made.box('uuid', SECRET_PLACE)] })
    const picture = take(told)
    expect(picture).toMatchObject({ ending: 'avif', width: 3, height: 2 })
    expect(picture.bytes.length).toBe(told.length)
    expect(holds(picture.bytes, SECRET_PLACE)).toBe(false)
    expect(holds(picture.bytes, 'xmpmeta')).toBe(false)
    expect(holds(picture.bytes, 'the picture\0\0\0\0MM\0*')).toBe(true)
    expect(take(picture.bytes)).toEqual(picture)
  })

  test('that is turned says its size as it is shown', () => {
    expect(take(made.avif({ turned: true }))).toMatchObject({ width: 2, height: 3 })
  })

  test('that moves, is cut off or points out of itself is refused', () => {
    const whole = made.avif()
    expect(() => pictureIn(made.avif({ beside: [made.box('moov', 'x')] }))).toThrow(Unfit)
    expect(() => pictureIn(made.avif({ beyond: 200 }))).toThrow(Unfit)
    for (let length = 12; length < whole.length; length++) {
      expect(() => pictureIn(whole.slice(0, length)), String(length)).toThrow(Unfit)
    }
  })

  test('with any byte turned to another is taken or refused, and never fails', () => {
    const whole = made.avif()
    for (let at = 12; at < whole.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const file = whole.slice()
        file[at] = value
        try {
          pictureIn(file)
        } catch (error) {
          expect(error, `${value} at ${at}`).toBeInstanceOf(Unfit)
        }
      }
    }
  })
})

/** Places of no length take no room: each is the whole file. */
function manyPlaces(): File {
  const item = bytes(made.u16(1), made.u16(0), made.u16(0xffff))
  const places = made.box('iloc', [0, 0, 0, 0, 0, 0], made.u16(20_000), ...Array(20_000).fill(item))
  const kind = made.box('infe', [2, 0, 0, 0], made.u16(1), made.u16(0), 'av01', [0])
  const meta = made.box('meta', [0, 0, 0, 0], places, made.box('iinf', [0, 0, 0, 0], made.u16(1), kind))
  return bytes(made.box('ftyp', 'avif', [0, 0, 0, 0]), meta)
}

describe('a hostile file', () => {
  test.each([
    ['a JPEG of 65,535 by 65,535', made.jpeg({ width: 65_535, height: 65_535 })],
    ['a JPEG whose height is said later', made.jpeg({ height: 0 })],
    ['a JPEG with two sizes', made.jpeg({ before: [made.segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 17, 0])] })],
    ['a JPEG without a picture', made.jpeg({ scans: [] })],
    ['a JPEG of a thousand scans', made.jpeg({ frame: 0xc2, scans: Array(1000).fill(made.scan) })],
    ['a JPEG that browsers do not show', made.jpeg({ frame: 0xc3 })],
    ['a JPEG without an end', made.jpeg({ end: '' })],
    ['a PNG of two thousand million by as many', made.png([], { width: 2 ** 31 - 1, height: 2 ** 31 - 1 })],
    ['a PNG of 50,000 by one', made.png([], { width: 50_000, height: 1 })],
    ['a PNG of 10,000 by 10,000', made.png([], { width: 10_000, height: 10_000 })],
    ['a PNG of no width', made.png([], { width: 0 })],
    ['a PNG without a picture', made.barePng(made.header(3, 2), made.chunk('IEND'))],
    ['a PNG whose size is not first', made.barePng(made.chunk('tEXt', 'Comment\0x'), made.header(3, 2))],
    ['a PNG with a part that must be known', made.png([made.chunk('CgBI', 'x')])],
    [
      'a PNG whose chunk is longer than the file',
      made.barePng(made.header(3, 2), bytes([0x7f, 255, 255, 255], 'IDAT')),
    ],
    ['a GIF of 65,535 by 65,535', made.gif({ width: 65_535, height: 65_535 })],
    ['a GIF with a frame larger than itself', made.gif({ frames: [made.gifFrame(65_535, 65_535)] })],
    ['a GIF without a frame', made.gif({ frames: [] })],
    ['a GIF that is a program', bytes('GIF89a/*', [0, 0, 0, 0, 0], `*/=1;${html}`)],
    ['a WebP of 16 million by as many', made.webp(made.vp8x(0, 2 ** 24, 2 ** 24), made.vp8(3, 2))],
    ['a WebP that says two sizes', made.webp(made.vp8x(0, 3, 2), made.vp8(16_383, 16_383))],
    ['a WebP without a picture', made.webp(made.vp8x(0, 3, 2))],
    ['an AVIF that says its whole self a thousand million times', manyPlaces()],
    ['an AVIF of 65,535 by 65,535', made.avif({ width: 65_535, height: 65_535 })],
  ])('is refused: %s', (_, file) => {
    expect(() => pictureIn(file)).toThrow(Unfit)
  })

  test.each([
    ['HTML', bytes('<!doctype html>', html)],
    ['HTML behind half of a PNG’s sign', bytes([0x89], 'PNG', html)],
    ['a program', bytes('MZ', [0x90, 0])],
    ['a PDF', bytes('%PDF-1.7')],
    ['a ZIP', bytes(zip)],
    ['a HEIC', made.box('ftyp', 'heic', [0, 0, 0, 0])],
    ['a film of QuickTime', made.box('ftyp', 'qt  ', [0, 0, 0, 0])],
    ['nothing', bytes()],
    ['an SVG', bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ])('is taken for no picture: %s', (what, file) => {
    expect(pictureIn(file)).toBeNull()
    expect(isSvg(file)).toBe(what === 'an SVG')
  })
})
