/** What nobody needs to read: each is silenced from its first line to its last. */
const silenced = [
  { from: /Scheduled Workers are not automatically triggered/, to: /test-cron-triggers-locally/ },
  { from: /Unable to fetch the `Request\.cf` object/, to: /^\s*at |^Error: / },
]
const dropped = [
  /(?:GET|POST|HEAD) \/(?:__edge\/scheduled|healthz) \d/,
  /^\S*Ready on http/,
  /^⎔ Starting local server/,
]

/** Passes on what the Worker and Wrangler say, without what is always said. */
export function makeFilter(): (line: string) => string | null {
  let until: RegExp | null = null
  let blank = true
  return (line) => {
    if (until) {
      if (until.test(line)) until = null
      return null
    }
    until = silenced.find(({ from }) => from.test(line))?.to ?? null
    if (until || dropped.some((pattern) => pattern.test(line))) return null
    const repeated = blank && line.trim() === ''
    blank = line.trim() === ''
    return repeated ? null : line.replace(/^\[wrangler:info\] /, '')
  }
}
