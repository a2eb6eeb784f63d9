import sanitizeHtml from 'sanitize-html'

/** The tags a reader may write in a comment, as printed under the form. */
export const allowedInComments =
  '<a href="" title=""> <abbr title=""> <acronym title=""> <b> <blockquote cite=""> <cite> <code> <del datetime=""> <em> <i> <q cite=""> <s> <strike> <strong>'

/** A comment as typed by a stranger, made into HTML that is safe to store and to show. */
export function commentHtml(text: string): string {
  const html = sanitizeHtml(text, {
    allowedTags: ['b', 'i', 'em', 'strong', 'code'],
    allowedAttributes: {},
    parseStyleAttributes: false,
  })
  return html
    .trim()
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replaceAll('\n', '<br />\n')}</p>`)
    .join('\n')
}
