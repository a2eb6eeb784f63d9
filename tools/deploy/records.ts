import * as v from 'valibot'

const Deploy = v.object({ type: v.literal('deploy'), targets: v.array(v.string()) })

/** The origin in the records that Wrangler keeps of its work (WRANGLER_OUTPUT_FILE_PATH): one JSON object a line. */
export function deployedAddress(records: string): string | null {
  const targets = records
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Deploy), line)
      return read.success ? read.output.targets : []
    })
  // Custom domains are named without a scheme, and before anything else a paper would rather be found there.
  const custom = targets.map((target) => /^([\w.-]+) \(custom domain\b/.exec(target)?.[1]).find((host) => host)
  return custom ? `https://${custom}` : (targets.find((target) => /^https:\/\/[^\s/]+$/.test(target)) ?? null)
}
