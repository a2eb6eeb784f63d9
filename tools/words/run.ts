import { mkdirSync, writeFileSync } from 'node:fs'
import { prosePath } from '../../src/text/words/prose.ts'
import { packPath } from '../../src/text/words/words.ts'
import { packText, prose, proseText, written } from './packs.ts'

/** `npm run words`: after a word in `src/text/words` changed. A test compares. */
mkdirSync('public/words', { recursive: true })
for (const [language, words] of Object.entries(written)) writeFileSync(`public${packPath(language)}`, packText(words))
for (const [language, texts] of Object.entries(prose)) writeFileSync(`public${prosePath(language)}`, proseText(texts))
