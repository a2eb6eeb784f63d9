import { readable } from '../text/contrast.ts'
import type { NamedLink } from '../text/named-links.ts'

export const typefaces = ['serif', 'sans', 'mixed'] as const
export type Typeface = (typeof typefaces)[number]

/** An uploaded picture in place of the name; its size in pixels, so that nothing shifts. */
export interface Logo {
  src: string
  width: number
  height: number
}

/** What editors make theirs of every page. */
export interface Look {
  /** `#rrggbb` in lower case; null: our own. */
  accent: string | null
  type: Typeface
  logo: Logo | null
  /** The path of an uploaded picture. */
  favicon: string | null
  /** In place of the sections, where there is any. */
  navigation: NamedLink[]
  footer: { text: string; links: NamedLink[] }
  /** The paper's pages elsewhere. */
  social: NamedLink[]
}

/** Our own accent by day, as `ui/base.css` has it. */
export const ACCENT = '#9c2b17'

export const defaultLook: Look = {
  accent: null,
  type: 'serif',
  logo: null,
  favicon: null,
  navigation: [],
  footer: { text: '', links: [] },
  social: [],
}

/** As it is stored: what is null, or is not there, is ours. */
export type StoredLook = { [K in keyof Look]?: Look[K] | null | undefined }

/** The look, of what is stored of it. */
export const lookOf = (stored: StoredLook): Look => ({
  accent: stored.accent ?? null,
  type: stored.type ?? defaultLook.type,
  logo: stored.logo ?? null,
  favicon: stored.favicon ?? null,
  navigation: stored.navigation ?? [],
  footer: stored.footer ?? defaultLook.footer,
  social: stored.social ?? [],
})

/** What the database answers of it. */
export type LookRow = [
  accent: StoredLook['accent'],
  type: StoredLook['type'],
  logo: StoredLook['logo'],
  favicon: StoredLook['favicon'],
  navigation: StoredLook['navigation'],
  footer: StoredLook['footer'],
  social: StoredLook['social'],
]

export const lookOfRow = ([accent, type, logo, favicon, navigation, footer, social]: LookRow): Look =>
  lookOf({ accent, type, logo, favicon, navigation, footer, social })

/** What text stands on, by day and by night: paper and tint of src/ui/base.css. */
export const grounds = { light: ['#fcfaf5', '#f3eee3'], dark: ['#171512', '#221f1b'] } as const

/** The accent as it is shown by day and by night: the nearest shade that can be read there. */
export const shadesOf = (accent: string): { light: string; dark: string } => ({
  light: readable(accent, grounds.light, '#000000'),
  dark: readable(accent, grounds.dark, '#ffffff'),
})
