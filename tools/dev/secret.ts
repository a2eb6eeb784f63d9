import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

const NAME = 'DATELINE_SECRET'

export const newSecret = (): string => randomBytes(48).toString('base64url')

/** Makes this checkout's secret, once, in a file that git ignores; what else stands in the file stays. */
export async function ensureSecret(file: string): Promise<'made' | 'kept'> {
  const before = await readFile(file, 'utf8').catch(() => '')
  if (secretIn(before).length >= 32) return 'kept'
  const others = before.split('\n').filter((line) => line.trim() !== '' && !isOurs(line))
  await writeFile(file, [...others, `${NAME}="${newSecret()}"`, ''].join('\n'), { mode: 0o600 })
  return 'made'
}

function secretIn(text: string): string {
  const line = text.split('\n').find(isOurs) ?? ''
  const value = line.slice(line.indexOf('=') + 1).trim()
  return value.replace(/^(["'])(.*)\1$/, '$2')
}

const isOurs = (line: string) => /^\s*DATELINE_SECRET\s*=/.test(line)
