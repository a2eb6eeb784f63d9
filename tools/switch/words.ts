import * as v from 'valibot'
import { Switches } from '../../src/settings/switches.ts'

export const usage = `npm run switch -- show
npm run switch -- read-only on "Why" | read-only off
npm run switch -- comments off | comments on
npm run switch -- lock /2026/11/the-strike | unlock /2026/11/the-strike
npm run switch -- banner "What everybody should know" | banner off

  --remote    the deployed site; without it that of npm run dev`

/** The switches after a command; a text says what is wrong with it. */
export function turned(stored: unknown, [verb = '', what = '', why = '']: string[]): Switches | string {
  const before = v.parse(Switches, stored)
  const { locked } = before
  if (verb === 'show') return before
  if (what === '') return 'Say which switch, and how.'
  if (verb === 'read-only') return { ...before, readOnly: what === 'off' ? '' : why || 'The site is being repaired.' }
  if (verb === 'comments') return { ...before, commentsClosed: what === 'off' }
  if (verb === 'lock') return { ...before, locked: [...new Set([...locked, what])] }
  if (verb === 'unlock') return { ...before, locked: locked.filter((path) => path !== what) }
  if (verb === 'banner') return { ...before, banner: what === 'off' ? '' : what }
  return `There is no switch "${verb}".`
}
