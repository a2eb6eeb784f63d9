/** Numbers from 0 to 1 that look random and are always the same for a seed (mulberry32). */
export function draw(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Draw = ReturnType<typeof draw>

export const pick = (next: Draw, list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? ''

export function shuffled<T>(next: Draw, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** A template said in one of its ways: `{a|b}` is one of them, `§` a digit, `¤` a word that is none. */
export function say(next: Draw, template: string): string {
  let text = template
  for (let left = ''; left !== text; ) {
    left = text
    text = text.replace(/\{([^{}]*)\}/g, (_, ways: string) => pick(next, ways.split('|')))
  }
  return text
    .replace(/§/g, () => String(Math.floor(next() * 10)))
    .replace(/¤/g, () => Array.from({ length: 5 + Math.floor(next() * 7) }, () => pick(next, letters)).join(''))
    .replaceAll('\\n', '\n')
    .trim()
}

const letters = [...'abcdefghijklmnopqrstuvwxyzeaoiu']
