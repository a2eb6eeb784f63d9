import { readFileSync, writeFileSync } from 'node:fs'
import type { Result } from './trial.ts'

const head = `| Fault | Reads | 5xx | Stale or copies | Slowest read | Oldest page | Comments acknowledged | Articles acknowledged | Lost | Doubled | Well again after |
|---|---|---|---|---|---|---|---|---|---|---|`

export const table = (results: Result[]): string => [head, ...results.map(row)].join('\n')

const row = (r: Result) =>
  `| ${[
    r.name,
    r.unreachable > 0 ? `${r.reads} (${r.unreachable} found no process)` : r.reads,
    ...[r.errors, r.stale, seconds(r.slowest), days(r.oldest), r.comments.length, r.articles.length, r.lost, r.doubled],
    seconds(r.recoveredMs),
  ].join(' | ')} |`

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const days = (age: number) => (age < 3600 ? `${Math.round(age)} s` : `${(age / 86_400).toFixed(1)} days`)

/** Puts the table between its two marks. */
export function write(path: string, text: string): void {
  const page = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    page.replace(/(<!-- faults -->\n)[\s\S]*(\n<!-- \/faults -->)/, (_, a, b) => `${a}${text}${b}`),
  )
}
