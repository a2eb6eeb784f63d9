import { sourceHash } from '../text/hash.ts'
import article from './min/article.css'
import base from './min/base.css'
import cards from './min/cards.css'
import comments from './min/comments.css'
import forms from './min/forms.css'
import frame from './min/frame.css'
import front from './min/front.css'
import listing from './min/listing.css'
import print from './min/print.css'

const common = base + frame + forms
const lists = cards + front + listing

/**
 * The stylesheets, one inline in every page: a first visit is one request. Without a kind of its own a page has all.
 * `npm run styles` makes them of those beside, as the Worker has no room for their comments.
 */
export const sheets = {
  article: common + article + comments + print,
  list: common + lists + print,
  every: common + lists + article + comments + print,
}
export type Sheet = keyof typeof sheets

/** Their hashes for the Content-Security-Policy, as `sha256-…`. */
export const sheetHashes: Promise<string[]> = Promise.all(Object.values(sheets).map(sourceHash))
