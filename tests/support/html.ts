import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { type DefaultTreeAdapterMap, parse } from 'parse5'

// The standard's rules, those of a whole document, and of WCAG what can be seen in markup.
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      // The standard asks for no digest, and a script of our own address has none to add.
      'require-sri': ['error', { target: 'crossorigin' }],
      // A taste: ARIA allows a table's scrolling box to be a `div` with a role.
      'prefer-native-element': 'off',
    },
  }),
)

/** What is wrong with a page by the HTML standard, a line each: by html-validate, by parse5, and what neither looks at. */
export async function htmlMistakes(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  const found = results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  )
  const document = parse(html, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine, startCol }) =>
      found.push(`${startLine}:${startCol} ${code}: ${lineOf(html, startLine).slice(startCol - 60, startCol + 20)}`),
  })
  return [...found, ...values(document)]
}

const lineOf = (text: string, line: number) => text.split('\n')[line - 1] ?? ''

type Node = DefaultTreeAdapterMap['node']

/** Attributes whose value has a form that no validator of markup looks at. */
function values(node: Node): string[] {
  const below = 'childNodes' in node ? node.childNodes.flatMap(values) : []
  if (!('attrs' in node)) return below
  const wrong = node.attrs.filter(({ name, value }) => forms[name] && !forms[name](value, node.tagName))
  return [...wrong.map(({ name, value }) => `<${node.tagName} ${name}="${value}">`), ...below]
}

const isUrl = (value: string) =>
  value === value.trim() && !/[\s<>"\\^`{|}]/.test(value) && URL.canParse(value, 'http://a.b')
const moment = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?)?)?$/
const forms: Record<string, (value: string, element: string) => boolean> = {
  href: isUrl,
  src: isUrl,
  action: isUrl,
  cite: isUrl,
  lang: (value) => value === '' || isLanguage(value),
  datetime: (value) => moment.test(value) && !Number.isNaN(Date.parse(value)),
  srcset: (value) => value.split(', ').every((each) => /^\S+ \d+[wx]$/.test(each)),
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
