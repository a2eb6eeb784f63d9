import { readFileSync, writeFileSync } from 'node:fs'
import type { Result } from './trial.ts'

const columns = [
  'Fault',
  'Comments wait in',
  'Reads',
  'Wrong answers',
  'Stale or copies',
  'Slowest read',
  'Oldest page',
  'Comments acknowledged, during + after',
  'of these there once',
  'all there after',
  'Articles acknowledged, during + after',
  'of these there once',
  'by a repeated key',
  'Lost',
  'Doubled',
  'Well again after',
  'CPU a request, × without a fault',
]

export const table = (results: Result[]): string =>
  [
    line(columns),
    line(columns.map(() => '---')),
    ...results.map((result) => line([...cells(result), times(result, results[0])])),
  ].join('\n')

const line = (words: (string | number)[]) => `| ${words.join(' | ')} |`

const cells = (r: Result): (string | number)[] => [
  ...[r.name, r.spool, r.reads - r.unanswered, r.errors, r.stale, seconds(r.slowest), days(r.oldest)],
  ...[parts(r.during.comments, r.comments.length), r.once.comments, r.drained],
  ...[parts(r.during.articles, r.articles.length), r.once.articles, r.replayed],
  ...[r.lost, r.doubled, seconds(r.recoveredMs)],
]

const times = (r: Result, calm: Result | undefined) => (r.cpu && calm?.cpu ? (r.cpu / calm.cpu).toFixed(2) : '–')
const parts = (during: number, all: number) => `${during} + ${all - during}`
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const days = (age: number) => (age < 3600 ? `${Math.round(age)} s` : `${(age / 86_400).toFixed(1)} days`)

/** What the table cannot say. */
export function remarks(results: Result[], seconds: number, commit: string): string {
  const unanswered = results.filter((r) => r.unanswered > 0).map(unansweredIn)
  return [
    `${new Date().toISOString().slice(0, 10)}, ${seconds} s a fault, at ${commit}, this table by the script.`,
    ...unanswered,
  ].join(' ')
}

const unansweredIn = ({ name, unanswered, deadMs }: Result) =>
  deadMs === 0
    ? `Under "${name}" ${unanswered} reads had no answer.`
    : `Under "${name}" another ${unanswered} reads found nothing that listened, in the ${(deadMs / 1000).toFixed(1)} s from the kill until a new process was ready: here the edge is inside the process that was killed, so its readers had an error. At Cloudflare it is not; no run on this machine can show that.`

/** An outage may not be what brings the site down: no request costs more than this many without a fault. */
const MOST_CPU = 2

/** The bars: readers see no error while a process is there, nothing is lost, nothing is there twice; and all of it was tried. */
export const isBad = (r: Result, calm: Result | undefined): boolean =>
  Math.min(r.reads - r.unanswered, r.comments.length, r.articles.length) === 0 ||
  // Whatever fails, comments are taken by a process that lives.
  (r.deadMs === 0 && r.during.comments === 0) ||
  r.drained === 'never' ||
  r.errors + r.lost + r.doubled > 0 ||
  (r.deadMs === 0 && r.unanswered > 0) ||
  r.once.comments !== r.comments.length ||
  r.once.articles !== r.articles.length ||
  r.recoveredMs > 5000 ||
  (r.cpu ?? 0) > MOST_CPU * (calm?.cpu ?? Number.POSITIVE_INFINITY)

/** Puts the table between its two marks. */
export function write(path: string, text: string): void {
  const page = readFileSync(path, 'utf8')
  const marked = /(<!-- faults -->\n)[\s\S]*(\n<!-- \/faults -->)/
  if (!marked.test(page)) throw new Error(`${path} has no marks to put the table between`)
  writeFileSync(
    path,
    page.replace(marked, (_, a, b) => `${a}${text}${b}`),
  )
}
