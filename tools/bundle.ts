import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Bundles an entry of this project into a folder, as Wrangler uploads it. */
export function bundle(main: string, folder: string): void {
  const wrangler = join('node_modules', 'wrangler', 'bin', 'wrangler.js')
  execFileSync(process.execPath, [wrangler, 'deploy', main, '--dry-run', '--outdir', folder], { stdio: 'pipe' })
}
