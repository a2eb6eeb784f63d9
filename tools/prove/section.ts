import { readFileSync, writeFileSync } from 'node:fs'

/** Puts what a script measured between its two marks in a page. */
export function section(page: string, name: string, text: string): void {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const before = readFileSync(page, 'utf8')
  const [from, to] = [before.indexOf(start), before.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${page} has no section ${start.trim()}`)
  writeFileSync(page, `${before.slice(0, from + start.length)}${text}\n${before.slice(to)}`)
}
