import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundle } from '../../tools/bundle.ts'

/** Where the Worker lies bundled, for all servers of a run; unset, each bundles its own. */
export const BUILT = 'DATELINE_BUILT'

/** Vitest's global set-up, of two projects: bundles once, and not for who goes on changing the source. */
export default function setup({ vitest }: TestProject): (() => void) | undefined {
  if (vitest.config.watch || process.env[BUILT] !== undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'dateline-built-'))
  bundle('tools/local-edge/worker.ts', folder)
  process.env[BUILT] = folder
  return () => rmSync(folder, { recursive: true })
}
