// sanitize-html loads postcss for `style` attributes, which are never allowed here; wrangler.toml and the tests'
// bundles put this file in its place, because postcss needs Node's fs, path and url and weighs 60 KB.
export function parse(): never {
  throw new Error('style attributes are not allowed')
}
