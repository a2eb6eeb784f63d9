/**
 * Cache Deception Armor: without any cache header, text under a name that promises something else is not stored
 * (Workers Cache, configuration, "Cache Deception Armor"). Which extensions are known is not documented; these
 * are the static ones that Cloudflare caches by default and whose type is text/* or application/*, or not at all.
 */
const TYPES: Record<string, string[]> = {
  css: ['text/css'],
  csv: ['text/csv'],
  js: ['text/javascript', 'application/javascript', 'application/x-javascript'],
  mjs: ['text/javascript', 'application/javascript'],
  json: ['application/json'],
  pdf: ['application/pdf'],
  zip: ['application/zip'],
  gif: ['image/gif'],
  ico: ['image/x-icon', 'image/vnd.microsoft.icon'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png'],
  svg: ['image/svg+xml'],
  webp: ['image/webp'],
  avif: ['image/avif'],
  mp3: ['audio/mpeg'],
  mp4: ['video/mp4'],
  woff: ['font/woff'],
  woff2: ['font/woff2'],
}

export function isDisguised(url: string, contentType: string | null): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!type.startsWith('text/') && !type.startsWith('application/')) return false
  const extension = new URL(url).pathname.match(/\.([a-z0-9]+)$/i)?.[1]?.toLowerCase()
  const promised = extension === undefined ? undefined : TYPES[extension]
  return promised !== undefined && !promised.includes(type)
}
