/** Pixels of four bits, each a place in a palette, in rows as PNG has them: a byte (filter: none), then the pixels. */
export interface Canvas {
  width: number
  height: number
  rows: Uint8Array<ArrayBuffer>
}

export const newCanvas = (width: number, height: number): Canvas => ({
  width,
  height,
  rows: new Uint8Array((1 + width / 2) * height),
})

/** A run of one colour; where there is colour already at its ends, the bits of both. */
export function ink({ width, rows }: Canvas, x: number, y: number, length: number, colour: number): void {
  const row = y * (1 + width / 2) + 1
  const [first, end] = [x + (x & 1), x + length]
  if (x & 1) rows[row + (x >> 1)] = (rows[row + (x >> 1)] ?? 0) | colour
  if (first < end - 1) rows.fill(colour * 17, row + (first >> 1), row + (end >> 1))
  if (end & 1 && first < end) rows[row + (end >> 1)] = (rows[row + (end >> 1)] ?? 0) | (colour << 4)
}

/** As a PNG; the palette has red, green and blue of up to sixteen colours. */
export async function png({ width, height, rows }: Canvas, palette: number[]): Promise<Uint8Array<ArrayBuffer>> {
  const head = new DataView(new ArrayBuffer(13))
  head.setUint32(0, width)
  head.setUint32(4, height)
  // Four bits a pixel, of a palette.
  head.setUint16(8, 0x0403)
  const data = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'))
  const chunks = [
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('PLTE', Uint8Array.from(palette)),
    chunk('IDAT', new Uint8Array(await new Response(data).arrayBuffer())),
    chunk('IEND', new Uint8Array(0)),
  ]
  return new Uint8Array(await new Blob([SIGNATURE, ...chunks]).arrayBuffer())
}

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)

function chunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(data.length + 12)
  const view = new DataView(whole.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) view.setUint8(4 + i, name.charCodeAt(i))
  whole.set(data, 8)
  view.setUint32(data.length + 8, checksum(whole.subarray(4, data.length + 8)))
  return whole
}

// CRC-32, four bits at a time (PNG, third edition, annex D).
const steps = Array.from({ length: 16 }, (_, n) => {
  let crc = n
  for (let bit = 0; bit < 4; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc >>> 0
})

function checksum(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc = (crc >>> 4) ^ (steps[(crc ^ byte) & 15] ?? 0)
    crc = (crc >>> 4) ^ (steps[(crc ^ (byte >> 4)) & 15] ?? 0)
  }
  return ~crc >>> 0
}
