import { writeFileSync } from 'node:fs'
import { documentText } from './document.ts'

/** `npm run openapi`: after a route or a schema of the API changed. A test compares. */
writeFileSync('public/openapi.json', await documentText())
