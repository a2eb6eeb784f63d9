import { sourceHash } from '../text/hash.ts'
import article from './article.css'
import base from './base.css'
import comments from './comments.css'
import forms from './forms.css'
import frame from './frame.css'
import lists from './lists.css'
import print from './print.css'

const common = base + frame + forms

/** The stylesheets, one inline in every page: a first visit is one request. Without a kind of its own a page has all. */
export const sheets = {
  article: minify(common + article + comments + print),
  list: minify(common + lists + print),
  every: minify(common + lists + article + comments + print),
}
export type Sheet = keyof typeof sheets

/** Their hashes for the Content-Security-Policy, as `sha256-…`. */
export const sheetHashes: Promise<string[]> = Promise.all(Object.values(sheets).map(sourceHash))

function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>+]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/([ :,(-])0\./g, '$1.')
    .replaceAll(';}', '}')
    .trim()
}
