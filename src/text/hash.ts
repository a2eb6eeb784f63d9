/** The SHA-256 of the UTF-8 text or the bytes, as 64 lower-case hexadecimal digits. */
export async function sha256Hex(data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return Array.from(await digest(data), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** 96 bits of the SHA-256 as 16 base64url characters: for ETags and file names, not for secrets. */
export async function shortHash(text: string): Promise<string> {
  const bytes = (await digest(text)).subarray(0, 12)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

/** As a Content-Security-Policy names what stands inline: `sha256-…`. */
export const sourceHash = async (text: string): Promise<string> =>
  `sha256-${btoa(String.fromCharCode(...(await digest(text))))}`

async function digest(data: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}
