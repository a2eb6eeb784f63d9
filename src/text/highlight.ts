import { type Grammar, grammars } from './highlight-grammars.ts'
import { xml } from './xml.ts'

// Nobody reads such code for its colours, and machines make it.
const untamed = /[^\n]{301}|\s{100}/

/** Code as HTML with `hljs-*` classes, or null when the language is not one of ours or its lines are endless. */
export function highlight(code: string, language: string): string | null {
  const grammar = grammars.get(language)
  return grammar && !untamed.test(code) ? painted(code, grammar) : null
}

function painted(code: string, grammar: Grammar): string {
  let html = ''
  let done = 0
  for (const match of code.matchAll(pattern(grammar))) {
    const rule = match.findLastIndex((group, i) => i > 0 && group !== undefined) - 1
    html += xml(code.slice(done, match.index)) + piece(match[0], grammar, rule)
    done = match.index + match[0].length
  }
  return html + xml(code.slice(done))
}

function piece(text: string, { rules, words, ignoreCase }: Grammar, rule: number): string {
  const what = rules[rule]?.[0]
  if (typeof what === 'function')
    return what(text)
      .map(([name, code]) => inner(code, name))
      .join('')
  const kind = what === 'word' ? words.get(ignoreCase ? text.toLowerCase() : text) : what
  return kind ? `<span class="hljs-${kind}">${xml(text)}</span>` : xml(text)
}

function inner(code: string, language: string): string {
  const grammar = grammars.get(language)
  return grammar ? painted(code, grammar) : xml(code)
}

const patterns = new WeakMap<Grammar, RegExp>()

// All of a language's patterns as one, a group for each.
function pattern(grammar: Grammar): RegExp {
  const known = patterns.get(grammar)
  if (known) return known
  const made = new RegExp(
    grammar.rules.map(([, { source }]) => `(${source})`).join('|'),
    grammar.ignoreCase ? 'gi' : 'g',
  )
  patterns.set(grammar, made)
  return made
}
