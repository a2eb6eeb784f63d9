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
  const open = bracketsIn(url)
  let end = url.length
  for (; end > 0; end--) {
    const last = url.charAt(end - 1)
    const opener = openers[last]
    if (!trailing.has(last) || (opener && (open[opener] ?? 0) >= 0)) break
    if (opener) open[opener] = (open[opener] ?? 0) + 1
  }
  return url.slice(0, end)
}

// How many more of each opening bracket there are than of its closing one.
function bracketsIn(url: string): Record<string, number> {
  const open: Record<string, number> = { '(': 0, '[': 0, '{': 0 }
  for (const sign of url) {
    const opener = openers[sign] ?? sign
    const count = open[opener]
    if (count !== undefined) open[opener] = count + (opener === sign ? 1 : -1)
  }
  return open
}

function isAddress(href: string): boolean {
  if (/^mailto:/i.test(href)) return /^mailto:[^@]+@[^@]+$/i.test(href)
  return /^https?:\/\/[^/?#]*[\p{L}\p{N}]/iu.test(href) && URL.canParse(href)
}
