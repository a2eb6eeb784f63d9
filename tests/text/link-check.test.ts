import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naughtyHref } from '../../src/text/link-check.ts'

const launder: { naughtyHref: typeof naughtyHref } = createRequire(import.meta.url)('launder')
const allowedSchemes = ['http', 'https', 'mailto']

const pieces = [
  ...[
    'java',
    'script',
    ':',
    'JaVaScRiPt:',
    'data:',
    'vbscript:',
    'https:',
    'HTTP:',
    'mailto:a@b.example',
    '//',
    '\\\\',
  ],
  ...['/', '\\', '<!--', '-->', '--', '<!', ' ', '\t', '\n', '\0', '\u0001', '&colon;', '%3a', 'x', '+', '.', '-', '1'],
  ...['/2026/11/a', '?q=a:b', '#a:b', 'evil.example', '\u00a0', '\u2028', 'İ', 'ſ'],
]

test.each([true, false, undefined])('refuses the links that launder refuses (to other hosts: %s)', (relative) => {
  const options = { allowedSchemes, ...(relative === undefined ? {} : { allowProtocolRelative: relative }) }
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
      const href = parts.join('')
      expect(naughtyHref(href, options)).toBe(launder.naughtyHref(href, options))
    }),
    { numRuns: 20_000 },
  )
})

test('looks through a long row of comments', () => {
  const href = `java${'<!---->'.repeat(5_000)}script:alert(1)`
  expect(naughtyHref(href, { allowedSchemes })).toBe(true)
})
