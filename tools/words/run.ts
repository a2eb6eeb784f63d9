import { mkdirSync, writeFileSync } from 'node:fs'
import { packPath } from '../../src/text/words/words.ts'
import { packText, written } from './packs.ts'

/** `npm run words`: after a word in `src/text/words` changed. A test compares. */
mkdirSync('public/words', { recursive: true })
for (const [language, words] of Object.entries(written)) writeFileSync(`public${packPath(language)}`, packText(words))
