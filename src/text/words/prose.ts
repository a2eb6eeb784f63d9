import type { Said } from './en.ts'
import type * as moderation from './en-moderation.ts'
import type * as english from './en-prose.ts'

/** The texts of a page or two as they are written. */
export type Texts = Said<typeof english & typeof moderation>

/**
 * The same in their files, in English too, read when they are asked for (`http/prose.ts`). A reason is there as a pattern
 * of its English, and what is said instead: none in English.
 */
export type Prose = Omit<Texts, 'reasons'> & { reasons: [pattern: string, text: string][] }

export const prosePath = (language: string) => `/words/prose-${language}.json`
