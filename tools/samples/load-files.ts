import { readdir, readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { commentStates } from '../../src/db/tables/comments.ts'

const here = new URL('./', import.meta.url)

const Section = v.strictObject({ slug: v.string(), name: v.string(), description: v.string(), position: v.number() })
const Author = v.strictObject({
  ...{ slug: v.string(), name: v.string(), role: v.string(), bio: v.string() },
  url: v.optional(v.string()),
  links: v.optional(v.array(v.strictObject({ label: v.string(), href: v.string() }))),
})
const Correction = v.strictObject({ article: v.string(), at: v.string(), text: v.string() })
const saying = {
  article: v.string(),
  key: v.string(),
  parent: v.optional(v.string()),
  at: v.string(),
  body: v.string(),
}
const SaidByReader = v.strictObject({
  ...saying,
  author: v.string(),
  email: v.string(),
  url: v.optional(v.string()),
  state: v.picklist(commentStates),
  reasons: v.optional(v.array(v.string())),
})
const SaidByStaff = v.strictObject({ ...saying, staff: v.string() })

export type SaidByReader = v.InferOutput<typeof SaidByReader>
export type SaidByStaff = v.InferOutput<typeof SaidByStaff>
export type Said = SaidByReader | SaidByStaff

/** An article as it lies in its file: what it says of itself, and what it says. */
export interface Sheet {
  stem: string
  about: Record<string, string>
  body: string
}

/** A picture as it lies in its file. */
export interface Picture {
  file: string
  bytes: Uint8Array<ArrayBuffer>
}

const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, here), 'utf8'))

export const readSite = async () => v.parse(v.record(v.string(), v.string()), await json('site.json'))
export const readSections = async () => v.parse(v.array(Section), await json('sections.json'))
export const readAuthors = async () => v.parse(v.array(Author), await json('authors.json'))
export const readCorrections = async () => v.parse(v.array(Correction), await json('corrections.json'))
export const readComments = async () =>
  v.parse(v.array(v.union([SaidByReader, SaidByStaff])), await json('comments.json'))

export async function readArticles(): Promise<Sheet[]> {
  const folder = new URL('articles/', here)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort()
  return Promise.all(files.map(async (file) => parseSheet(file, await readFile(new URL(file, folder), 'utf8'))))
}

export async function readPictures(): Promise<Picture[]> {
  const folder = new URL('pictures/', here)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort()
  return Promise.all(
    files.map(async (file) => ({ file, bytes: Uint8Array.from(await readFile(new URL(file, folder))) })),
  )
}

function parseSheet(file: string, text: string): Sheet {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? []
  if (head === undefined || body === undefined) throw new Error(`${file} has no front matter`)
  const about = Object.fromEntries(head.split('\n').map((line) => parseLine(file, line)))
  return { stem: file.slice(0, -'.md'.length), about, body }
}

function parseLine(file: string, line: string): [string, string] {
  const [, key, value] = /^(\w+):(.*)$/.exec(line) ?? []
  if (key === undefined || value === undefined) throw new Error(`${file}: "${line}" is not "key: value"`)
  return [key, value.trim()]
}

const UNITS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000 }

/** A moment told as its distance from now: `-1d 4h`, `+3d`. */
export function moment(age: string, now: Date): Date {
  if (!/^[+-](?:\d+[dhm] ?)+$/.test(age)) throw new Error(`"${age}" is not an age such as -1d 4h`)
  const parts = [...age.matchAll(/(\d+)([dhm])/g)]
  const distance = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0)
  return new Date(now.getTime() + (age.startsWith('-') ? -distance : distance))
}
