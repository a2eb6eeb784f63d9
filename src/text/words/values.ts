import type { Prose } from './prose.ts'

/** A sentence with values in the place of its `{names}`. */
export const withValues = (sentence: string, values: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** "30 days", as it stands behind "for". */
export const forDays = (w: Prose['privacy'], count: number): string =>
  withValues(count === 1 ? w.oneDay : w.manyDays, { count })

/** The same behind "after": some languages say it otherwise. */
export const afterDays = (w: Prose['privacy'], count: number): string =>
  withValues(count === 1 ? w.afterOneDay : w.afterManyDays, { count })

/** Why a comment waits, kept in English, in the language of these texts; as it is where they know nothing of it. */
export function reasonIn(w: Pick<Prose, 'reasons'>, reason: string): string {
  for (const [pattern, text] of w.reasons) {
    const found = new RegExp(`^${pattern}$`).exec(reason)
    if (found) return text.replace(/\{(\d)\}/g, (_, place) => reasonIn(w, found[Number(place)] ?? ''))
  }
  return reason
}
