import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as v from 'valibot'

/** Fetched on demand: with what it needs it is larger than all else that is installed here for development. */
const LIGHTHOUSE = 'lighthouse@13.5.0'

const Audit = v.object({
  title: v.string(),
  score: v.nullable(v.number()),
  numericValue: v.optional(v.number()),
  details: v.optional(v.unknown()),
})

const Report = v.object({
  runtimeError: v.optional(v.object({ message: v.string() })),
  categories: v.record(
    v.string(),
    v.object({
      score: v.nullable(v.number()),
      auditRefs: v.array(v.object({ id: v.string(), weight: v.number() })),
    }),
  ),
  audits: v.record(v.string(), Audit),
})

/** What we read of Lighthouse's own report. */
export type Report = v.InferOutput<typeof Report>

/** Lets Lighthouse visit a page in the browser that listens on this port, as a phone on a slow network does. */
export async function audit(url: string, port: number): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    'npx',
    ['--yes', LIGHTHOUSE, url, '--port', String(port), '--output', 'json', '--quiet', '--form-factor', 'mobile'],
    { maxBuffer: 2 ** 28 },
  )
  const report = v.parse(Report, JSON.parse(stdout))
  if (report.runtimeError) throw new Error(`${url}: ${report.runtimeError.message}`)
  return report
}
