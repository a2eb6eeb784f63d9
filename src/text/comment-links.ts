const address = /(?<![\w@./-])(?:https?:\/\/|www\.|mailto:)[^\s<>"`]{1,2000}/gi
const trailing = new Set('.,;:!?\'"*_~…»”’)]}。、，')
const openers: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

export type Run = { text: string; href?: string }

/** Text cut at the addresses in it: `http`, `https`, `mailto` and `www.`, without the punctuation that follows them. */
export function linkRuns(text: string): Run[] {
  const runs: Run[] = []
  let written = 0
  for (const match of text.matchAll(address)) {
    const shown = withoutTrailing(match[0].replace(/&(?:gt|lt|quot|apos|#39|#34);.*$/is, ''))
    const href = shown.slice(0, 4).toLowerCase() === 'www.' ? `http://${shown}` : shown
    if (!isAddress(href)) continue
    if (match.index > written) runs.push({ text: text.slice(written, match.index) })
    runs.push({ text: shown, href })
    written = match.index + shown.length
  }
  if (written < text.length) runs.push({ text: text.slice(written) })
  return runs
}

// A closing bracket belongs to the address only when its opening one does, as in Wikipedia's.
function withoutTrailing(url: string): string {
  let end = url.length
  for (; end > 0; end--) {
    const last = url.charAt(end - 1)
    const opener = openers[last]
    if (!trailing.has(last) || (opener && isPaired(url.slice(0, end), opener, last))) break
  }
  return url.slice(0, end)
}

function isPaired(url: string, opener: string, closer: string): boolean {
  return url.split(opener).length >= url.split(closer).length
}

function isAddress(href: string): boolean {
  if (/^mailto:/i.test(href)) return /^mailto:[^@]+@[^@]+$/i.test(href)
  return /^https?:\/\/[^/?#]*[\p{L}\p{N}]/iu.test(href) && URL.canParse(href)
}
