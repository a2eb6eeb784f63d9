import { en, type Words } from '../text/words/en.ts'

/** A comment as Akismet wants to know it. Personal details that have expired, or were never given, are null. */
export interface Said {
  author: string
  email: string | null
  url: string
  /** As typed, not as HTML. */
  content: string
  address: string | null
  userAgent: string | null
  referrer?: string | null | undefined
  /** The article's absolute address. */
  permalink: string
  publishedAt: Date
  createdAt: Date
  /** The paper's language, as BCP 47. */
  language: string
  /** `comment`, unless told; Akismet's other names are of forums and forms. */
  type?: string | undefined
  parentId?: number | null | undefined
  /** `administrator` is never spam. */
  role?: string | undefined
  /** The hidden field of the form, and what was typed into it. */
  trap?: { name: string; value: string } | undefined
  /** What the article is about: its section and topics. */
  context?: readonly string[] | undefined
  /** Why it is asked again: `edit`, `recheck`. */
  recheckReason?: string | undefined
  isTest?: boolean | undefined
}

interface Blog {
  key: string
  /** The front page's absolute address. */
  blog: string
  /** Leave out the email and the network address. */
  minimal: boolean
}

interface Field {
  name: Exclude<keyof Words['akismet'], 'blog'>
  from: (said: Said) => string | readonly string[] | null | undefined
  /** What is sent in its place when the payload is minimal. */
  instead?: string
}

// Akismet refuses a call without an address. This one is nobody's: part of a real one would still be a reader's,
// and would charge one reader's spam to the neighbours.
const NOBODY = '127.0.0.1'

// https://akismet.com/developers/detailed-docs/comment-check/
const fields: readonly Field[] = [
  { name: 'user_ip', from: (said) => said.address ?? NOBODY, instead: NOBODY },
  { name: 'user_agent', from: (said) => said.userAgent },
  { name: 'referrer', from: (said) => said.referrer },
  { name: 'permalink', from: (said) => said.permalink },
  { name: 'comment_type', from: (said) => said.type ?? 'comment' },
  { name: 'comment_author', from: (said) => said.author },
  { name: 'comment_author_email', from: (said) => said.email, instead: '' },
  { name: 'comment_author_url', from: (said) => said.url },
  { name: 'comment_content', from: (said) => said.content },
  { name: 'comment_date_gmt', from: (said) => said.createdAt.toISOString() },
  {
    name: 'comment_post_modified_gmt',
    from: (said) => said.publishedAt.toISOString(),
  },
  { name: 'comment_parent', from: (said) => said.parentId?.toString() },
  { name: 'comment_context[]', from: (said) => said.context },
  // ISO 639-1 with an underscore: en, fr_ca.
  {
    name: 'blog_lang',
    from: (said) => said.language.toLowerCase().replaceAll('-', '_'),
  },
  { name: 'blog_charset', from: () => 'UTF-8' },
  { name: 'user_role', from: (said) => said.role },
  {
    name: 'honeypot_field_name',
    from: (said) => said.trap?.name,
  },
  { name: 'recheck_reason', from: (said) => said.recheckReason },
  { name: 'is_test', from: (said) => (said.isTest ? '1' : null) },
]

/** What is sent of a comment, in a call of any kind. Fields that are empty are left out. */
export function payload({ key, blog, minimal }: Blog, said: Said): URLSearchParams {
  const form = new URLSearchParams({ api_key: key, blog })
  for (const { name, from, instead } of fields) {
    const found = minimal && instead !== undefined ? instead : from(said)
    for (const value of typeof found === 'string' ? [found] : (found ?? [])) if (value !== '') form.append(name, value)
  }
  // Akismet finds its value under the field's own name, which must not be one of the others.
  if (said.trap && !form.has(said.trap.name)) form.append(said.trap.name, said.trap.value)
  return form
}

/** What Akismet is told of a reader's comment, in words for the privacy page. */
export const sentToAkismet = (minimal: boolean, w: Words['akismet'] = en.akismet): string[] => [
  w.blog,
  ...fields.filter(({ instead }) => !minimal || instead === undefined).map(({ name }) => w[name]),
]
