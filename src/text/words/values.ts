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
