import { execFileSync } from 'node:child_process'

/** The commit that is tried, and whether it is that alone. */
export function commitHere(): string {
  const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim()
  const changes = git('status', '--porcelain', '--untracked-files=no')
  return `${git('rev-parse', '--short', 'HEAD')}${changes === '' ? '' : ' with changes not committed'}`
}
