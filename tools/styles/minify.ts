import { readdirSync, readFileSync } from 'node:fs'

/** The stylesheets as pages carry them, by file name. */
export const minified = (): Map<string, string> =>
  new Map(
    readdirSync('src/ui')
      .filter((name) => name.endsWith('.css'))
      .map((name) => [name, minify(readFileSync(`src/ui/${name}`, 'utf8'))]),
  )

function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>+/!]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/([ :,(-])0\./g, '$1.')
    .replaceAll(';}', '}')
    .trim()
}
