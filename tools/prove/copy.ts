import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** A copy of the project's own files in a new folder, with the same dependencies. */
export function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutations-'))
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  for (const path of listed.stdout.split('\n').filter((each) => each !== '' && existsSync(each))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(path, join(copy, path))
  }
  if (!existsSync(join(copy, 'node_modules'))) symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  return copy
}
