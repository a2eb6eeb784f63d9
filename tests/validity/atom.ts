import { all, type Element, one, parseXml } from '../support/xml.ts'
import { contentMistakes, isAbsolute, repeated } from './content.ts'

/** What is wrong with an Atom feed that its grammar does not see (RFC 4287, its Schematron rules and its MUSTs). */
export function atomMistakes(text: string): string[] {
  const feed = parseXml(text)
  const entries = all(feed, 'entry')
  const isSigned = all(feed, 'author').length > 0
  return [
    ...(all(feed, 'link').some(({ attributes }) => attributes.rel === 'self') ? [] : ['No link to itself']),
    ...[feed, ...entries].flatMap(placeMistakes),
    ...repeated(entries.map((entry) => one(entry, 'id').text)).map((id) => `Twice: ${id}`),
    ...entries.filter((entry) => !isSigned && all(entry, 'author').length === 0).map(() => 'An entry without author'),
    ...entries.flatMap(entryMistakes),
  ]
}

function entryMistakes(entry: Element): string[] {
  const [published, updated] = [all(entry, 'published'), all(entry, 'updated')].map(([each]) => each?.text ?? '')
  return [
    ...((published ?? '') <= (updated ?? '') ? [] : [`Updated before it was published: ${updated}`]),
    ...all(entry, 'content').flatMap(({ attributes, text }) =>
      attributes.type === 'html' ? contentMistakes(text) : [`Content of type ${attributes.type}`],
    ),
  ]
}

// A grammar takes any text for an address.
function placeMistakes(element: Element): string[] {
  const links = all(element, 'link').map(({ attributes }) => attributes)
  const places = [
    one(element, 'id').text,
    ...links.map(({ href = '' }) => href),
    ...all(element, 'author').flatMap((author) => all(author, 'uri').map(({ text }) => text)),
    ...all(element, 'category').flatMap(({ attributes }) => (attributes.scheme ? [attributes.scheme] : [])),
  ]
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate')
  return [
    ...places.filter((place) => !isAbsolute(place)).map((place) => `No address: ${place}`),
    ...repeated(alternates.map(({ type, hreflang }) => `${type} ${hreflang}`)).map((kind) => `Two alternates: ${kind}`),
  ]
}
