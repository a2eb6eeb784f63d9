/** `npx node tools/filter/evaluate.ts [seed]`: what the pipeline catches, with and without the learning filter. */
import { corpus, type Sample } from './corpus.ts'
import { halves, judged, type Notebook, note, type Outcome, outcome, saidBy, taught } from './trial.ts'

const seed = Number(process.argv[2] ?? 1)
const samples = corpus(seed)
const count = (is: Sample['is']) => samples.filter((sample) => sample.is === is).length
console.log(
  `${count('ham')} ham, ${count('spam')} spam, ${new Set(samples.map((each) => each.template)).size} templates\n`,
)

const columns = ['', 'spam stopped', 'spam binned', 'precision of the bin', 'ham held', 'ham binned', 'abstained']
console.log(`| ${columns.join(' | ')} |\n|---|${'---:|'.repeat(columns.length - 1)}`)
for (const by of ['sample', 'template'] as const) {
  const [train, test] = halves(samples, seed, by)
  const book = taught(train)
  const seen = by === 'sample' ? 'any half' : 'other templates'
  print(`without (${seen})`, outcome(test, null))
  print(`with (${seen})`, outcome(test, book))
}

console.log('\n| lessons | spam stopped | ham held | ham binned | abstained |\n|---:|---:|---:|---:|---:|')
const [train, test] = halves(samples, seed, 'template')
for (const lessons of [40, 60, 100, 200, 400, train.length]) {
  const { stopped, hamHeld, hamBinned, abstained } = outcome(test, taught(train.slice(0, lessons)))
  console.log(`| ${[lessons, ...[stopped, hamHeld, hamBinned, abstained].map(percent)].join(' | ')} |`)
}
console.log(
  `\nFirst opinion after ${firstOpinion(train, test)} lessons; ${perJudgement(test, taught(train))} µs per judgement.`,
)
if (process.argv.includes('--wrong')) for (const line of wrong(test, taught(train))) console.log(line)

function print(name: string, { stopped, binned, precision, hamHeld, hamBinned, abstained }: Outcome): void {
  console.log(`| ${[name, ...[stopped, binned, precision, hamHeld, hamBinned, abstained].map(percent)].join(' | ')} |`)
}

function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`
}

function firstOpinion(lessons: readonly Sample[], asked: readonly Sample[]): number {
  const book: Notebook = new Map()
  return (
    1 +
    lessons.findIndex((lesson) => {
      note(book, saidBy(lesson), lesson.is)
      return asked.some((sample) => judged(sample, book).probability !== null)
    })
  )
}

function perJudgement(asked: readonly Sample[], book: Notebook): number {
  const rounds = 10
  const start = performance.now()
  for (let i = 0; i < rounds; i++) outcome(asked, book)
  return Math.round(((performance.now() - start) * 1000) / (rounds * asked.length))
}

function wrong(asked: readonly Sample[], book: Notebook): string[] {
  return asked.flatMap((sample) => {
    const { state, probability } = judged(sample, book)
    if ((state === 'approved') === (sample.is === 'ham')) return []
    return [
      [sample.is, sample.kind, state, probability?.toFixed(3), sample.author, sample.url, sample.comment].join(' | '),
    ]
  })
}
