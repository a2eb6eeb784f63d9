import { beforeAll, describe, expect, test } from 'vitest'
import { corpus, type Sample } from '../../tools/filter/corpus.ts'
import { halves, judged, type Outcome, outcome, taught } from '../../tools/filter/trial.ts'

// Seeds that nothing was tuned on.
const seeds = [11, 12, 13]

describe('the corpus', () => {
  const samples = corpus(11)
  const of = (is: Sample['is']) => samples.filter((sample) => sample.is === is)

  test('has hundreds of each class, and is the same for a seed', () => {
    expect(of('ham').length).toBeGreaterThanOrEqual(400)
    expect(of('spam').length).toBeGreaterThanOrEqual(400)
    expect(corpus(11)).toEqual(samples)
    expect(corpus(12)).not.toEqual(samples)
  })

  test('has many kinds and languages, and nothing left to fill in', () => {
    expect(new Set(of('spam').map((sample) => sample.kind)).size).toBeGreaterThanOrEqual(18)
    expect(new Set(of('ham').map((sample) => sample.language)).size).toBeGreaterThanOrEqual(14)
    for (const { author, url, comment } of samples) {
      expect(author && comment).toBeTruthy()
      expect(`${author} ${url} ${comment}`).not.toMatch(/[{}§¤]|::/)
      if (url) expect(URL.canParse(url), url).toBe(true)
    }
  })
})

describe('taught with half of the templates and asked about the others', () => {
  let without: Outcome
  let withFilter: Outcome
  beforeAll(() => {
    const trials = seeds.map((seed) => halves(corpus(seed), seed, 'template'))
    without = mean(trials.map(([, test]) => outcome(test, null)))
    withFilter = mean(trials.map(([train, test]) => outcome(test, taught(train))))
  })

  test('the filter stops most spam that the other checks let through', () => {
    expect(without.stopped).toBeLessThan(0.2)
    expect(withFilter.stopped).toBeGreaterThan(0.8)
    expect(withFilter.binned).toBeGreaterThan(0.5)
  })

  test("it bins no more than one reader's comment of a hundred, and holds few", () => {
    expect(withFilter.hamBinned).toBeLessThanOrEqual(0.01)
    expect(withFilter.precision).toBeGreaterThan(0.98)
    expect(withFilter.hamHeld).toBeLessThan(0.08)
  })

  test('these floors can fail: lessons that say nothing, or the contrary, do not reach them', () => {
    const [train, test] = halves(corpus(11), 11, 'template')
    const mixed = train.map((sample, i): Sample => ({ ...sample, is: i % 2 ? 'ham' : 'spam' }))
    expect(outcome(test, taught(mixed)).stopped).toBeLessThan(0.5)
    const contrary = train.map((sample): Sample => ({ ...sample, is: sample.is === 'ham' ? 'spam' : 'ham' }))
    expect(outcome(test, taught(contrary)).hamBinned).toBeGreaterThan(0.01)
  })
})

test('a reader in a language whose every lesson was spam is not binned for the language', () => {
  const samples = corpus(11)
  const russian = ({ is, language }: Sample) => is === 'ham' && language === 'ru'
  const book = taught(samples.filter((sample) => !russian(sample)))
  for (const sample of samples.filter(russian)) expect(judged(sample, book).state, sample.comment).not.toBe('spam')
})

function mean(outcomes: Outcome[]): Outcome {
  const of = (name: keyof Outcome) => outcomes.reduce((sum, each) => sum + each[name], 0) / outcomes.length
  return {
    ham: of('ham'),
    spam: of('spam'),
    stopped: of('stopped'),
    binned: of('binned'),
    precision: of('precision'),
    hamHeld: of('hamHeld'),
    hamBinned: of('hamBinned'),
    abstained: of('abstained'),
  }
}
