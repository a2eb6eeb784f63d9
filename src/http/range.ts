/** A part of a file that was asked for: from a byte on, so many. */
export interface Part {
  offset: number
  length: number
}

/**
 * The one part of a file of this size that the headers ask for (RFC 9110, section 14), or null when there is nothing
 * there. Undefined for the whole file: where none is asked for, several are, or what is asked cannot be read, and where
 * `If-Range` names another file than this.
 */
export function partAsked(headers: Headers, { etag, size }: { etag: string; size: number }): Part | null | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(headers.get('Range')?.trim() ?? '') ?? []
  const condition = headers.get('If-Range')
  if (first + last === '' || (condition !== null && condition !== etag)) return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const offset = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  return offset < end ? { offset, length: end - offset } : null
}
