/** Texts drawn from a vocabulary as unevenly used as that of a language, so that common words are in nearly every one. */
const VOCABULARY = 40_000
const HOUR = 3_600_000

const syllables = 'ka re mo ti lu san der ver pol nim tra gos hel bri cu dan es far gil hor in jus kel lor mun'.split(
  ' ',
)

/** A word by how common it is, from 0. */
export function wordAt(rank: number): string {
  let word = ''
  for (let n = ((rank * 7919) % VOCABULARY) + VOCABULARY; n > 0; n = Math.floor(n / 25)) word += syllables[n % 25]
  return word
}

/** A writer of such words, the same each time for the same seed. */
export function writer(seed: number): (count: number) => string[] {
  let state = seed
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const word = () => wordAt(Math.floor(Math.exp(chance() * Math.log(VOCABULARY))) - 1)
  return (count) => Array.from({ length: count }, word)
}

/** Fills a database with so many published articles of 600 words, an hour apart, the last an hour before `now`. */
export async function writeMany(database: D1Database, count: number, now: Date): Promise<void> {
  const words = writer(1)
  const at = (i: number) => now.getTime() - (count - i) * HOUR
  for (let i = 0; i < count; i += 100) {
    const rows = Array.from({ length: Math.min(100, count - i) }, (_, j) => ({
      ...{ id: i + j + 1, headline: words(7).join(' '), standfirst: words(15).join(' ') },
      ...{ html: html(words(600)), at: at(i + j) },
    }))
    await database.prepare(insert).bind(JSON.stringify(rows)).run()
  }
}

const insert = `insert into articles
  (id, path, slug, headline, standfirst, body_html, created_at, updated_at, published_at, first_published_at, listed_at)
  select value ->> 'id', '/2020/01/' || (value ->> 'id'), '', value ->> 'headline', value ->> 'standfirst',
    value ->> 'html', value ->> 'at', value ->> 'at', value ->> 'at', value ->> 'at', value ->> 'at' from json_each(?)`

const html = (words: string[]) =>
  `<p>${words.map((word, i) => (i % 60 === 59 ? `${word}.</p>\n<p>` : i % 25 === 0 ? `<em>${word}</em>` : word)).join(' ')}</p>`
