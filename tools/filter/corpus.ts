import { readdirSync, readFileSync } from 'node:fs'
import type { Lesson } from '../../src/comments/lessons.ts'
import { type Draw, draw, pick, say } from './draw.ts'

/** A comment as it might come in, and what it is. */
export interface Sample {
  is: Lesson
  /** The line that it was made of: samples of one template resemble each other. */
  template: string
  kind: string
  /** Of the article that it stands below. */
  language: string
  author: string
  email: string
  url: string
  comment: string
}

const WAYS = { ham: 4, spam: 7 }
const folder = new URL('.', import.meta.url)
const people: Record<string, string> = JSON.parse(readFileSync(new URL('people.json', folder), 'utf8'))
const mailboxes = ['gmail.com', 'gmail.com', 'outlook.com', 'yahoo.com', 'mail.example', 'proton.me', 'icloud.com']

/** The whole corpus; the same for the same seed. No two comments in it say the same by the same name. */
export function corpus(seed: number): Sample[] {
  const next = draw(seed)
  const all = [
    ...lines('ham').flatMap((line) => hams(next, line)),
    ...lines('spam').flatMap((line) => spams(next, line)),
  ]
  return [...new Map(all.map((sample) => [`${sample.author}\n${sample.comment}`, sample])).values()]
}

interface Line {
  language: string
  text: string
}

function lines(is: Lesson): Line[] {
  return readdirSync(new URL(is, folder))
    .sort()
    .flatMap((file) => {
      const texts = readFileSync(new URL(`${is}/${file}`, folder), 'utf8').split('\n')
      return texts.filter((text) => text !== '').map((text) => ({ language: file.replace('.txt', ''), text }))
    })
}

function hams(next: Draw, line: Line): Sample[] {
  const [, other, rest = line.text] = line.text.match(/^(\w\w) :: (.*)$/) ?? []
  const language = other ?? line.language
  return Array.from({ length: WAYS.ham }, () => {
    const author = pick(next, (people[language] ?? '').split('|'))
    const url = next() < 0.12 ? say(next, website) : ''
    return {
      is: 'ham',
      template: line.text,
      kind: 'ham',
      language,
      author,
      email: email(next, author),
      url,
      comment: say(next, rest),
    }
  })
}

// Readers have websites too, and some of them sell something.
const website =
  'https://{www.quillandsons.example|garden-notes.example/blog|kwame-photo.com|bakery-olga.com|fergus.blogspot.example|www.dock-road-dental.com|heronsfc.org|lena-maas.de}'

function spams(next: Draw, line: Line): Sample[] {
  const [kind = '', name = '', url = '', text = ''] = line.text.split('::').map((part) => part.trim())
  return Array.from({ length: WAYS.spam }, () => {
    // Some know that a keyword for a name gives them away.
    const author = next() < 0.3 ? pick(next, (people.en ?? '').split('|')) : say(next, name)
    const language = next() < 0.6 ? 'en' : line.language
    return {
      is: 'spam',
      template: line.text,
      kind,
      language,
      author,
      email: email(next, author),
      url: say(next, url),
      comment: say(next, text),
    }
  })
}

function email(next: Draw, author: string): string {
  const words = author.toLowerCase().match(/[a-z]+/g) ?? []
  const local =
    words.length > 0 && next() < 0.7 ? words.join('.') : say(next, '{sun|blue|north|tiger|ivan|max}{bird|sea|star|fox}')
  return `${local}${next() < 0.4 ? say(next, '{§§|§§§§}') : ''}@${pick(next, mailboxes)}`
}
