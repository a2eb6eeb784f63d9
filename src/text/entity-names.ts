import { onceAnIsolate, staticFile } from './static-files.ts'

export const entityNamesPath = '/entity-names.txt'

/** Names of characters, without `&` and `;`, and those of them that also go without a semicolon. */
export interface Names {
  named: Map<string, string>
  bare: Set<string>
}

/** Thrown where a name has to be known while the file of names could not be read: nothing may be guessed of it. */
export class NamesAway extends Error {
  override name = 'NamesAway'
}

let packed: string | undefined
let unpacked: Names | undefined

/** Reads the names, before a text is turned into HTML. False when that failed: names then throw `NamesAway`. */
export const loadEntityNames = onceAnIsolate('entity-names', async (files) => {
  const text = await (await staticFile(files, entityNamesPath)).text()
  if (!text.startsWith('9:Tab ')) throw new Error('This is not the file of names')
  packed = text.trim()
})

/** All names of characters in HTML (https://html.spec.whatwg.org/multipage/named-characters.html). */
export function entityNames(): Names {
  if (packed === undefined) throw new NamesAway('The names of characters could not be read')
  unpacked ??= unpack(packed)
  return unpacked
}

// By character: how far it is from the one before (1, unless said), `+` what is combined with it, a colon, its names;
// those with a dot also go without a semicolon.
function unpack(text: string): Names {
  const names: Names = { named: new Map(), bare: new Set() }
  let code = 0
  for (const entry of text.split(' ')) {
    const [, step = '1', combined, list = ''] = /^(?:(\d+)(?:\+(\d+))?:)?(.*)$/.exec(entry) ?? []
    code += Number(step)
    const characters = String.fromCodePoint(code) + (combined ? String.fromCodePoint(Number(combined)) : '')
    for (const each of list.split(',')) {
      const name = each.replace('.', '')
      names.named.set(name, characters)
      if (name !== each) names.bare.add(name)
    }
  }
  return names
}
