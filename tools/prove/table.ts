import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Line, least, linesOf, most, sum } from './lines.ts'

const kinds: Record<string, string[]> = {
  articles: [
    ...['publish', 'draft', 'schedule', 'reschedule', 'embargo', 'headline', 'slug', 'move', 'close'],
    ...['correct', 'withdraw', 'restore', 'relate', 'rewrite', 'fields', 'picture', 'discard'],
  ],
  'comments by readers': ['comment', 'editOwn', 'deleteOwn'],
  'doors of letters': ['moderate', 'eraseOwn', 'subscribe', 'askCopy'],
  moderation: [
    ...['staff', 'approve', 'spam', 'trash', 'hold', 'reword', 'bulk', 'undo', 'undoMany', 'remove', 'empty', 'ban'],
    ...['erase', 'copy'],
  ],
  'desks and redirects': [
    ...['author', 'authorSlug', 'newAuthor', 'section', 'sectionSlug', 'newSection'],
    ...['redirect', 'forget'],
  ],
  'settings and switches': [
    'name',
    'tagline',
    'address',
    'timeZone',
    'announce',
    'holding',
    'rules',
    'look',
    'language',
    'principles',
    'lists',
    'closing',
    'switches',
  ],
  'readings, and what the clock makes of them': ['read'],
  'in races, outages, losses': ['race', 'together', 'lost', 'outage', 'queued'],
}

const whole = (count: number) => count.toLocaleString('en')

/** What was tried, and how. */
interface Run {
  commit: string
  command: string
}

export const noteRun = (folder: string, run: Run): void => writeFileSync(join(folder, 'run.json'), JSON.stringify(run))

/** What a run showed, by the logs of its workers. */
export function tableOf(folder: string): string {
  const logs = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const lines = logs.flatMap((name) => linesOf(join(folder, name)))
  const { commit, command }: Run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
  const seeds = logs.map((name) => name.replace('.jsonl', ''))
  const rows: [string, string][] = [
    ['run', `\`${command}\` at ${commit}, ${new Date().toISOString().slice(0, 10)}`],
    ['steps', whole(lines.length)],
    ['addresses that readers ask for at each step', `${whole(least(lines, 'urls'))} to ${whole(most(lines, 'urls'))}`],
    ['seeds', seeds.join(', ')],
    ['writes done, by kind', writesByKind(lines)],
    ['copies compared', whole(sum(lines, 'compared'))],
    ['runs of the Worker to compare with', whole(sum(lines, 'rendered') + sum(lines, 'visited'))],
    ['copies old within the bound', whole(sum(lines, 'excused'))],
    ['oldest of them, while the edge took calls', `${most(lines, 'oldest')} s`],
    ['copies old past the bound', whole(lines.filter(({ failed }) => failed).length)],
    ['time a step', `${Math.round(sum(lines, 'ms') / Math.max(1, lines.length))} ms`],
  ]
  return ['| what | how much |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

function writesByKind(lines: readonly Line[]): string {
  return Object.entries(kinds)
    .map(
      ([kind, acts]) =>
        `${kind} ${whole(
          sum(
            lines.filter((line) => acts.includes(line.do)),
            'writes',
          ),
        )}`,
    )
    .join('; ')
}
