import sanitizeHtml, { type Attributes, type IOptions } from 'sanitize-html'
import { piecesOf } from './comment-tokens.ts'
import { treeHtml } from './comment-tree.ts'
import { absoluteUrl } from './safe-url.ts'
import { typedText } from './typed-text.ts'

/** The tags a reader may write in a comment, as printed under the form. */
export const allowedInComments =
  '<a href="" title=""> <abbr title=""> <acronym title=""> <b> <blockquote cite=""> <cite> <code> <del datetime=""> <em> <i> <q cite=""> <s> <strike> <strong>'

const policy: IOptions = {
  allowedTags: 'p br a abbr acronym b blockquote cite code del em i q s strike strong'.split(' '),
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    abbr: ['title'],
    acronym: ['title'],
    blockquote: ['cite'],
    del: ['datetime'],
    q: ['cite'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  parseStyleAttributes: false,
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: link(attribs) }),
    blockquote: (tagName, attribs) => ({ tagName, attribs: quote(attribs) }),
    q: (tagName, attribs) => ({ tagName, attribs: quote(attribs) }),
  },
}

/**
 * A comment as typed by a stranger, as HTML that is safe to store and to show: paragraphs and line breaks as
 * WordPress makes them, addresses linked, the tags above repaired and all others gone, code shown as typed.
 * It is not Markdown. A `<` that begins no tag stays what it is.
 */
export function commentHtml(text: string): string {
  const html = treeHtml(piecesOf(typedText(text)))
  return sanitizeHtml(html, policy).replace(/<a>([\s\S]*?)<\/a>/g, '$1')
}

// Here all character references are decoded, so an address is judged as a browser will read it.
function link({ href, title }: Attributes): Attributes {
  const address = absoluteUrl(href ?? '')
  return address === '' ? {} : { href: address, ...(title && { title }), rel: 'ugc nofollow noopener' }
}

function quote({ cite }: Attributes): Attributes {
  const address = absoluteUrl(cite ?? '')
  return address === '' ? {} : { cite: address }
}
