import { expect } from 'vitest'
import { mp3, mp4 } from '../support/recordings.ts'
import type { Server } from '../support/server.ts'
import type { Kind } from './hand.ts'

/** An article with all that one can have and one with nothing, an author of nothing, and a paper without its database. */
export async function oddKinds(server: Server): Promise<Kind[]> {
  const send = sender(server, await server.token())
  const upload = async (type: string, file: Uint8Array<ArrayBuffer>) => (await send('POST', '/media', file, type)).path
  const [sound, film] = [await upload('audio/mpeg', mp3()), await upload('video/mp4', mp4())]
  const author = await send('POST', '/authors', { slug: 'nobody', name: 'Nobody Yet' })
  const old = { status: 'published', publishedAt: '2019-05-06T07:08:09Z' }
  const rich = await send('POST', '/articles', { ...old, ...everything, body: body(sound, film) })
  await send('PATCH', `/articles/${rich.id}`, { dateline: 'CUSTOMS STEPS –', note: 'Where it was filmed.' })
  const bare = await send('POST', '/articles', { ...old, headline: 'No', body: '' })
  await keepFront(server)
  return [
    { name: 'rich', open: (page) => page.goto(rich.path) },
    { name: 'bare', open: (page) => page.goto(bare.path) },
    { name: 'nobody', open: (page) => page.goto(`/authors/${author.slug}`) },
    { name: 'kept', open: (page) => inTheDark(server, () => page.goto('/')) },
    { name: 'away', open: (page) => inTheDark(server, () => page.goto(`/authors/${author.slug}`)) },
  ]
}

interface Made {
  id: number
  path: string
  slug: string
}

function sender(server: Server, token: string) {
  return async (method: string, path: string, sent: object, type = 'application/json'): Promise<Made> => {
    const body = sent instanceof Uint8Array ? new Blob([sent as Uint8Array<ArrayBuffer>]) : JSON.stringify(sent)
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
    const answer = await server.fetch(`/api${path}`, { method, headers, body })
    const text = await answer.text()
    expect(answer.ok, text).toBe(true)
    return JSON.parse(text)
  }
}

// The clock keeps three copies a run, the front page's first.
async function keepFront(server: Server): Promise<void> {
  await server.tick()
  const { KV } = await server.env()
  expect(await KV.get('copy/')).not.toBeNull()
}

async function inTheDark(server: Server, open: () => Promise<unknown>): Promise<void> {
  await server.control('faults', { method: 'PUT', body: { d1: 'refuse' } })
  await server.control('entries', { method: 'DELETE' })
  await open()
  await server.control('faults', { method: 'PUT', body: { d1: null } })
  await server.control('entries', { method: 'DELETE' })
}

const everything = {
  headline: 'Donaudampfschifffahrtsgesellschaftskapitän takes the helm of the ferry',
  standfirst: 'Everything that a page can hold, on one.',
  section: 'harbour',
  genre: 'review',
  authors: ['ines-tolland', 'tad-reyl', 'nobody'],
  topics: ['Ferry', 'Unterseebootkommandantenausbildung'],
  sources: [
    { title: 'Register of ships', url: 'https://ships.example/register/1961/constance-rudd', publisher: 'The Board' },
    { title: 'A word with the mate', note: 'On the quay, in the rain' },
  ],
}

const body = (sound: string, film: string) => `It was [filmed](https://film.example/pier) from the pier.[^1]

[The *Maureen* leaves, on time](https://youtu.be/dQw4w9WgXcQ?t=90)

https://sea.example/@ada/112233445566778899

## Whatbeginswithawordthatnowindowofatelephonecouldeverhold

![The horn, as it was heard](${sound})

![The lock opens](${film})

### Below that

<aside>It is not the ship, it is the timetable.</aside>

#### And below

> A ferry is a bridge that has not made up its mind.
>
> > And a bridge?

1. First
   - [x] rope
   - [ ] rope enough
2. Second

<dl><dt>Bow</dt><dd>The front.</dd><dt>Stern</dt><dd>The other one.</dd></dl>

<details><summary>The timetable</summary>

| Leaves | Arrives | Of these on time | Of these in fog | Of these not at all | Remarks of the master |
|---|---:|---:|---:|---:|---|
| 06:40 | 07:10 | 312 | 21 | 3 | nothing to remark |

</details>

***

Press <kbd>F</kbd> for the horn; it says \`honk("${'o'.repeat(60)}")\`. H<sub>2</sub>O, <mark>marked</mark>, <ins>new</ins> and <del>old</del>.

[^1]: With a telephone.
`
