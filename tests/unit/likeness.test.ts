import { expect, test } from 'vitest'
import { likeness } from '../../src/comments/likeness.ts'

/** As it is defined: what two texts share of their word triples, of all that they have. */
function defined(one: string, other: string): number {
  const [a, b] = [triples(one), triples(other)]
  const shared = [...a].filter((each) => b.has(each)).length
  return a.size < 5 || b.size === 0 ? 0 : shared / (a.size + b.size - shared)
}
function triples(text: string): Set<string> {
  const folded = text.slice(0, 2000).normalize('NFKC').toLowerCase()
  const words = folded.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`))
}

const base = 'The ferrymen of the harbour met in the hall to talk about the price of bread and of tolls'
const others = [
  base,
  `  ${base.toUpperCase()}!!! `,
  base.replace('bread', 'salt'),
  base.replace('bread', 'bread and salt'),
  `${base} ${base}`,
  base.split(' ').slice(0, 15).join(' '),
  base.split(' ').reverse().join(' '),
  'Something else entirely, of no ferryman and of no toll at all, however long it goes on to be',
  'Die Fährleute des Hafens trafen sich im Saal, um über Brotpreise und Gebühren zu reden',
  '港の渡し守たちはパンと通行料の値段について話し合うために集まった',
  '港の渡し守たちはパンと通行料の値段について話し合うために集まった。',
  'ＴＨＥ ferrymen of the harbour met in the hall to talk about the price of bread and of tolls',
  '',
  'Thanks!',
]

test('the likeness of texts is what two share of their word triples; below 0.8 it is nothing', () => {
  for (const one of others) {
    for (const other of others) {
      const [is, should] = [likeness(one, [other]), defined(one, other)]
      if (should >= 0.8) expect(is, `${one} | ${other}`).toBeCloseTo(should, 12)
      else expect(is, `${one} | ${other}`).toBe(0)
    }
  }
})

test('whatever is said, by chance and with repetitions', () => {
  const words = ['a', 'tide', 'tides', 'of', 'the', 'ferry', 'Ferryman', 'é', '潮']
  let seed = 7
  const next = (below: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % below
  }
  let like = 0
  for (let round = 0; round < 3000; round++) {
    const one = Array.from({ length: 6 + next(40) }, () => words[next(words.length)] ?? '')
    const other = one.map((word) => (next(25) === 0 ? (words[next(words.length)] ?? '') : word))
    const [a, b] = [one.join(' '), other.join(next(2) ? ', ' : ' ')]
    const should = defined(a, b)
    expect(likeness(a, [b]), `${a} | ${b}`).toBeCloseTo(should >= 0.8 ? should : 0, 12)
    if (should >= 0.8 && should < 1) like++
  }
  expect(like).toBeGreaterThan(200)
})

test('the most similar of many counts, wherever it stands', () => {
  const near = base.replace('tolls', 'fees')
  const crowd = Array.from(
    { length: 59 },
    (_, i) => `Number ${i} says what only number ${i} would ever say of harbours`,
  )
  for (const at of [0, 30, 59]) {
    expect(likeness(base, [...crowd.slice(0, at), near, ...crowd.slice(at)])).toBeCloseTo(defined(base, near), 12)
  }
  expect(likeness(base, crowd)).toBe(0)
})

test('two thousand words that nobody else used are compared with sixty such texts without being mixed up', () => {
  const strange = (of: string) => Array.from({ length: 400 }, (_, i) => `${of}${i}`).join(' ')
  const crowd = Array.from({ length: 60 }, (_, i) => strange(`w${i}x`))
  expect(likeness(strange('own'), crowd)).toBe(0)
  expect(likeness(strange('w59x'), crowd)).toBe(1)
})
