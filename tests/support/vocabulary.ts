import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// A data type, as schema.org has them, and which JSON is one of it.
const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
const isMoment = (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
const isAddress = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text)
const dataTypes: Record<string, (value: unknown) => boolean> = {
  Text: (value) => typeof value === 'string' && value.trim() !== '',
  URL: (value) => typeof value === 'string' && isAddress(value),
  Date: (value) => typeof value === 'string' && isDate(value),
  DateTime: (value) => typeof value === 'string' && isMoment(value),
  Boolean: (value) => typeof value === 'boolean',
  Number: (value) => typeof value === 'number' && Number.isFinite(value),
  Integer: (value) => Number.isInteger(value),
}

/** Of schema.org: each type with its direct parents, and each type's own properties with what they may be. */
interface Vocabulary {
  parents: Map<string, string[]>
  properties: Map<string, Map<string, string[]>>
}

let known: Vocabulary | undefined

/** Read from the declarations of `schema-dts`, which are generated from schema.org's release. */
function vocabulary(): Vocabulary {
  if (known) return known
  const text = readFileSync(fileURLToPath(import.meta.resolve('schema-dts')).replace(/\.js$/, '.d.ts'), 'utf8')
  const parents = new Map<string, string[]>()
  const properties = new Map<string, Map<string, string[]>>()
  const declared = /^(?:export )?interface (\w+?)(?:Base|Leaf) extends ([\w<>, ]+) \{\n(.*?)^\}/gms
  for (const [, name = '', above = '', body = ''] of text.matchAll(declared)) {
    const own = above.split(', ').map((each) => each.replace(/Base$/, ''))
    parents.set(name, [...(parents.get(name) ?? []), ...own.filter((each) => each !== name)])
    const has = properties.get(name) ?? new Map<string, string[]>()
    for (const [, property = '', types = ''] of body.matchAll(/^ {4}"(\w+)"\?: SchemaValue<(.+), "\w+">;$/gm))
      has.set(property, types.split(' | '))
    properties.set(name, has)
  }
  known = { parents, properties }
  return known
}

/** What a page's JSON-LD says that schema.org does not know: a line each, with the way there. */
export function linkedDataMistakes(html: string): string[] {
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  return blocks.flatMap(([, text = '']) => blockMistakes(JSON.parse(text)))
}

function blockMistakes(block: unknown): string[] {
  if (!isObject(block) || block['@context'] !== 'https://schema.org') return ['A block without schema.org’s context']
  const { '@context': _, '@graph': graph, ...rest } = block
  if (graph === undefined) return thingMistakes(rest, ['Thing'], '')
  if (!Array.isArray(graph) || Object.keys(rest).length > 0) return ['A graph that is no list of things alone']
  return graph.flatMap((thing) => thingMistakes(thing, ['Thing'], ''))
}

function thingMistakes(thing: unknown, expected: string[], at: string): string[] {
  if (!isObject(thing)) return [`${at}: no thing`]
  const { '@type': type, '@id': id, ...said } = thing
  if (type === undefined && id !== undefined && Object.keys(said).length === 0) return []
  if (typeof type !== 'string' || !vocabulary().properties.has(type)) return [`${at}: no type is ${String(type)}`]
  const above = ancestors(type)
  const place = `${at}/${type}`
  const wrong = expected.some((each) => above.has(each)) ? [] : [`${place} is none of ${expected.join(', ')}`]
  const more = Object.entries(said).flatMap(([name, value]) => propertyMistakes(above, name, value, `${place}.${name}`))
  return [...wrong, ...more]
}

function propertyMistakes(above: Set<string>, name: string, value: unknown, at: string): string[] {
  // An action may say of any of its properties what is to be put in (https://schema.org/docs/actions.html).
  const types = typesOf(above, name) ?? (above.has('Action') && typesOf(above, name.replace(/-input$/, '')) && ['Text'])
  if (!types) return [`${at} is no property of it`]
  if (!Array.isArray(value)) return valueMistakes(value, types, at)
  return value.length === 0 ? [`${at} is empty`] : value.flatMap((each) => valueMistakes(each, types, at))
}

function valueMistakes(value: unknown, types: string[], at: string): string[] {
  if (isObject(value)) return thingMistakes(value, types, at)
  // What is more special than the expected is that, too: an address where text is.
  return types.some((type) => dataTypes[type]?.(value)) ? [] : [`${at} is ${JSON.stringify(value)}: no ${types.join()}`]
}

function typesOf(above: Set<string>, name: string): string[] | undefined {
  for (const type of above) {
    const types = vocabulary().properties.get(type)?.get(name)
    if (types) return types
  }
  return undefined
}

function ancestors(type: string): Set<string> {
  const all = new Set([type])
  for (const each of all) for (const parent of vocabulary().parents.get(each) ?? []) all.add(parent)
  return all
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
