import type { Said } from './en.ts'
import type * as english from './en-prose.ts'

/** The texts of a page or two: files in English too, read when they are asked for; see `http/prose.ts`. */
export type Prose = Said<typeof english>

export const prosePath = (language: string) => `/words/prose-${language}.json`
