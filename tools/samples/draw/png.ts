import { crc32, deflateSync } from 'node:zlib'

/** A picture whose pixels are places in a list of at most 256 colours (0xrrggbb). */
export type Indexed = { width: number; height: number; pixels: Uint8Array; colours: readonly number[] }

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

function header(width: number, height: number, depth: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data[8] = depth
  data[9] = 3
  return data
}

/** Rows of whole bytes, each after a filter byte of 0: palette pictures compress best unfiltered. */
function rows({ width, height, pixels }: Indexed, depth: number): Buffer {
  const perByte = 8 / depth
  const stride = Math.ceil(width / perByte) + 1
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + 1 + Math.floor(x / perByte)
      const shift = 8 - depth * ((x % perByte) + 1)
      out[at] = (out[at] ?? 0) | ((pixels[y * width + x] ?? 0) << shift)
    }
  }
  return out
}

export function encodePng(picture: Indexed): Buffer {
  const depth = picture.colours.length <= 16 ? 4 : 8
  const palette = Buffer.from(picture.colours.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))
  return Buffer.concat([
    signature,
    chunk('IHDR', header(picture.width, picture.height, depth)),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows(picture, depth), { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
