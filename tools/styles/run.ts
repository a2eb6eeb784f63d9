import { mkdirSync, writeFileSync } from 'node:fs'
import { minified } from './minify.ts'

/** `npm run styles`: after a stylesheet in `src/ui` changed. A test compares. */
mkdirSync('src/ui/min', { recursive: true })
for (const [name, css] of minified()) writeFileSync(`src/ui/min/${name}`, css)
