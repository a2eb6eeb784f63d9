import core from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'

const highlighter = core.newInstance()
const languages = { bash, css, diff, go, javascript, json, python, rust, sql, typescript, xml, yaml }
for (const [name, language] of Object.entries(languages)) highlighter.registerLanguage(name, language)

// Several grammars look from every letter to the end of its word or line, and from every gap to its end.
const untamed = /[^\n]{301}|\s{100}/

/** Code as HTML with `hljs-*` classes, or null when the language is not one of ours or its lines are endless. */
export function highlight(code: string, language: string): string | null {
  if (!highlighter.getLanguage(language) || untamed.test(code)) return null
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value
}
