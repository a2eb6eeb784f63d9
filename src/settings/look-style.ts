import { type Look, shadesOf, type Typeface } from './look.ts'

// Paper prints in black, and who asks for more contrast gets it: the accent leaves both alone.
const accentRule = ({ light, dark }: { light: string; dark: string }) =>
  `@media screen and (not (prefers-contrast:more)){:root{--accent:light-dark(${light},${dark})}}`

const typeRules: Record<Typeface, string> = {
  serif: '',
  sans: ':root{--text:var(--label)}body{font-size-adjust:none}',
  mixed: 'h1,h2,h3,h4,.name{font-family:var(--label);font-size-adjust:none}',
}

// A plate of its own by night, for a logo that was drawn for white paper.
const LOGO =
  '.name img{display:inline-block;height:2.75rem;width:auto;background:#fcfaf5}h1.name img{height:clamp(3.5rem,11vw,6rem)}'

let last: { look: Look; css: string } | undefined

/** The rules that make a page this paper's, after those of its sheet; '' for a look that is ours. */
export function lookStyle(look: Look): string {
  const { accent, type, logo } = look
  const isLast = last?.look.accent === accent && last.look.type === type && !last.look.logo === !logo
  if (last && isLast) return last.css
  const css = typeRules[type] + (accent ? accentRule(shadesOf(accent)) : '') + (logo ? LOGO : '')
  last = { look, css }
  return css
}
