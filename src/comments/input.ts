import * as v from 'valibot'
import { commentStates } from '../db/tables/comments.ts'
import { clean, cleanLine } from '../text/clean.ts'
import { commentHtml } from '../text/comment-html.ts'
import { filled, line } from '../text/fields.ts'
import { isVisible, typedText } from '../text/typed-text.ts'
import type { Words } from '../text/words/en.ts'
import { words } from '../text/words/words.ts'

/** Longest texts a reader may send, in characters; refused when longer, never cut (CVE-2015-3440). */
export const limits = { author: 80, email: 254, url: 500, comment: 65_525 } as const

/** Just what can be told by looking: one @, a dot behind it, no spaces. Only a letter can tell the rest. */
const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\.]+(?:\.[^\s@<>"(),:;[\]\\.]+)+$/

interface Asked {
  /** The language of who asks; programs are answered in English. */
  lang?: string | undefined
}

const wordsFor = ({ lang = 'en' }: Asked) => words(lang)
const say = (what: (refusals: Words['refusals']) => string) => (asked: Asked) => what(wordsFor(asked).refusals)

const oneLine = v.transform(cleanLine)
const author = v.pipe(
  v.string(),
  // A character may be made of many: no script needs twelve for each.
  v.maxLength(
    limits.author * 12,
    say((w) => w.longName(limits.author)),
  ),
  v.transform((text) => cleanLine(typedText(text))),
  v.check(
    isVisible,
    say((w) => w.noName),
  ),
  v.maxGraphemes(
    limits.author,
    say((w) => w.longName(limits.author)),
  ),
)
/** An email address, as a form or a moderator gives it. */
export const Email = v.pipe(
  v.string(),
  // Pasted along with it, and seen by nobody.
  v.transform((text) => cleanLine(text.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ''))),
  v.minLength(
    1,
    say((w) => w.noEmail),
  ),
  v.maxLength(
    limits.email,
    say((w) => w.longEmail),
  ),
  v.regex(
    EMAIL,
    say((w) => w.notEmail),
  ),
)
const url = v.pipe(
  v.string(),
  oneLine,
  v.maxLength(
    limits.url,
    say((w) => w.longUrl),
  ),
  v.transform(withScheme),
  v.check(
    isWebAddress,
    say((w) => w.notUrl),
  ),
)
/** What a comment says. */
export const CommentText = v.pipe(
  v.string(),
  v.maxLength(
    limits.comment * 4,
    say((w) => w.manyParts(limits.comment)),
  ),
  v.transform(clean),
  v.check(
    saysSomething,
    say((w) => w.noComment),
  ),
  v.maxGraphemes(
    limits.comment,
    say((w) => w.longComment(limits.comment)),
  ),
)
const parent = v.pipe(
  v.string(),
  v.regex(
    /^\d{0,16}$/,
    say((w) => w.noParent),
  ),
  // WordPress's forms send 0 for "no parent".
  v.transform((text) => Number(text) || null),
)

/** What a reader's form sends. Fields not named here are dropped, whatever they are called. */
export const CommentForm = v.object({
  author,
  email: Email,
  url: v.optional(url, ''),
  comment: CommentText,
  comment_parent: v.optional(parent, ''),
  /** A ticked box: mail about answers. */
  subscribe: v.optional(v.string()),
})

/** The same for a paper that asks for neither name nor email; what is given has to make sense all the same. */
export const AnonymousForm = v.object({
  ...CommentForm.entries,
  author: v.pipe(
    v.string(),
    v.rawTransform(({ dataset: { value }, config }) =>
      cleanLine(value) === '' ? wordsFor(config).comments.anonymous : value,
    ),
    author,
  ),
  email: v.union([v.pipe(v.string(), oneLine, v.literal('')), Email]),
})

/** Hidden from people, offered to programs: whoever fills it in is one. No name that a browser fills in by itself. */
export const TRAP = 'c7q'
export type CommentForm = v.InferOutput<typeof CommentForm>

/** What a moderator may make of a comment; `restore` takes it out of spam or trash, to where it was before. */
export const wishes = [...commentStates, 'restore'] as const
export type Wished = (typeof wishes)[number]

const reason = v.optional(line(200))

/** What a moderator changes. */
export const CommentPatch = v.pipe(
  v.strictObject({
    state: v.optional(v.picklist(wishes)),
    body: v.optional(CommentText),
    author: v.optional(author),
    url: v.optional(url),
    reason,
  }),
  v.check(
    ({ state, body, author, url }) => [state, body, author, url].some((each) => each !== undefined),
    'Must name what to change: state, body, author or url',
  ),
)

/** A comment's id in a body. */
export const CommentId = v.pipe(v.number(), v.safeInteger('Must be an id'), v.minValue(1))

/** What a moderator makes of many comments at once. */
export const BulkPatch = v.strictObject({
  ids: v.pipe(v.array(CommentId), v.minLength(1), v.maxLength(100)),
  state: v.picklist(wishes),
  reason,
})

const name = v.optional(author)

/** A comment by the paper: by one of its authors, or by somebody who has but a name. */
export const StaffComment = v.pipe(
  v.strictObject({
    articleId: CommentId,
    parentId: v.optional(v.nullable(CommentId)),
    author: v.optional(filled(100)),
    name,
    body: CommentText,
  }),
  v.check(({ author, name }) => (author === undefined) !== (name === undefined), 'Must name either author or name'),
)

// What is left of it is known for certain only when its markup is read.
function saysSomething(text: string): boolean {
  return isVisible(text) && (!/[<&]/.test(text) || commentHtml(text) !== '')
}

function withScheme(text: string): string {
  return text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`
}

function isWebAddress(text: string): boolean {
  if (text === '') return true
  const url = URL.parse(text)
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && !/[\s"'<>]/.test(text)
}
