import type { Row } from './registry.ts'

/** A table of tokens for a terminal. */
export function table(rows: Row[], now: Date): string {
  if (rows.length === 0) return 'There are no tokens.'
  const lines = [
    ['ID', 'NAME', 'STATE', 'CREATED', 'EXPIRES', 'LAST USED', 'SCOPES'],
    ...rows.map((row) => [
      String(row.id),
      row.name,
      state(row, now),
      moment(row.created_at),
      row.expires_at === null ? 'never' : moment(row.expires_at),
      row.last_used_at === null ? 'never' : moment(row.last_used_at),
      row.scopes.join(' '),
    ]),
  ]
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0))) ?? []
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function state({ revoked_at, expires_at }: Row, now: Date): string {
  if (revoked_at !== null) return `revoked ${moment(revoked_at)}`
  return expires_at !== null && expires_at <= now.getTime() ? 'expired' : 'valid'
}

/** `2026-11-22 09:30`, in UTC. */
export const moment = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
