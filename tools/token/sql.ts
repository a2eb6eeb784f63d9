/** A value that may stand in SQL text as a literal. */
export type Value = string | number | null

/**
 * SQL text in which every `${value}` is an escaped literal. `wrangler d1 execute` takes no parameters, so this is the
 * only way that anybody's text gets into a command.
 */
export const sql = (parts: TemplateStringsArray, ...values: Value[]): string =>
  String.raw({ raw: parts }, ...values.map(literal))

/** In SQLite a text ends at the next single quote that is not doubled; nothing else is special in it but NUL. */
export function literal(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole number`)
    return String(value)
  }
  if (value.includes('\0')) throw new Error('A text may not hold a NUL character')
  return `'${value.replaceAll("'", "''")}'`
}
