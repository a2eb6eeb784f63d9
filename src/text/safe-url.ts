const schemes = new Set(['http', 'https', 'mailto'])

/** The whole address of a path of ours; one that is whole already stays. */
export const absolute = (address: string, url: string): string => (/^\/(?!\/)/.test(url) ? address + url : url)

/** The address where it leads somewhere by itself, whatever page it stands on: http, https or mailto; else ''. */
export function absoluteUrl(url: string): string {
  const whole = url.trim().replace(/^\/\/(?=[^/\\])/, 'https://')
  return isSafeUrl(whole) && /^(?:https?:\/\/|mailto:)/i.test(whole) && URL.canParse(whole) ? whole : ''
}

/**
 * Whether a browser may follow the address: http, https, mailto, or relative to the page.
 * Browsers drop control characters and spaces before they look for the scheme (WHATWG URL 4.4), so they go first.
 */
export function isSafeUrl(url: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
  const bare = url.replace(/[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/g, '')
  const [, scheme] = /^([^/?#\\]*?):/.exec(bare) ?? []
  return bare !== '' && (scheme === undefined || schemes.has(scheme.toLowerCase()))
}
