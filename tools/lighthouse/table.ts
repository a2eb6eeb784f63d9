import * as v from 'valibot'
import type { Report } from './audit.ts'

/** One page: its scores of 100, its moments, its bytes, and what it failed. */
export interface Measured {
  name: string
  cells: string[]
  failed: string[]
}

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const KINDS = ['document', 'script', 'stylesheet', 'image', 'font', 'other']

const HEADS = ['', 'P / A / B / S', 'FCP', 'LCP', 'TBT', 'CLS', 'requests', 'bytes']

const Summary = v.object({
  items: v.array(v.object({ resourceType: v.string(), requestCount: v.number(), transferSize: v.number() })),
})

/** The row of a page. Bytes are those transferred, by kind. */
export function measuredOf(name: string, report: Report): Measured {
  const value = (id: string) => report.audits[id]?.numericValue ?? Number.NaN
  const seconds = (id: string) => `${(value(id) / 1000).toFixed(2)} s`
  const scores = CATEGORIES.map((each) => Math.round((report.categories[each]?.score ?? 0) * 100))
  const { requests, bytes } = transferred(report)
  return {
    name,
    cells: [
      scores.join(' / '),
      seconds('first-contentful-paint'),
      seconds('largest-contentful-paint'),
      `${Math.round(value('total-blocking-time'))} ms`,
      value('cumulative-layout-shift').toFixed(3),
      requests,
      bytes,
    ],
    failed: failedOf(report),
  }
}

function transferred({ audits }: Report) {
  const { items } = v.parse(Summary, audits['resource-summary']?.details)
  const of = (kind: string) => items.find(({ resourceType }) => resourceType === kind)
  const bytes = KINDS.flatMap((kind) => (of(kind)?.transferSize ? `${kind} ${of(kind)?.transferSize}` : []))
  return { requests: String(of('total')?.requestCount ?? '?'), bytes: bytes.join(', ') }
}

/** Every audit of the four categories that is less than whole, by its id and title; not all of them cost points. */
function failedOf({ categories, audits }: Report): string[] {
  const refs = CATEGORIES.flatMap((each) => categories[each]?.auditRefs ?? [])
  return refs.flatMap(({ id, weight }) => {
    const { score, title } = audits[id] ?? {}
    const failed = typeof score === 'number' && score < 1
    return failed ? [`${id}, ${score}${weight > 0 ? '' : ' (no points)'}: ${title}`] : []
  })
}

/** All pages as a Markdown table, and below it what each failed. */
export function table(pages: Measured[]): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rows = pages.map(({ name, cells }) => row([name, ...cells]))
  const failed = pages.flatMap(({ name, failed }) => failed.map((each) => `- ${name}: ${each}`))
  return [row(HEADS), `|${'---|'.repeat(HEADS.length)}`, ...rows, '', ...failed].join('\n')
}
