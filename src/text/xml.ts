const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

// XML 1.0, production [2]: everything outside it makes a whole feed unreadable, even as a reference.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Text made safe for an XML element or a quoted attribute; characters that XML 1.0 forbids are dropped. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(illegal, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** `Wed, 02 Oct 2002 13:00:00 GMT`, as RSS 2.0 asks (RFC 822 with the four-digit year of RFC 1123). */
export function rfc822(date: Date): string {
  return date.toUTCString()
}
