import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TRAP } from '../../src/comments/input.ts'
import { lettersTo, linkTo, type Sent } from '../support/mail.ts'
import { type Article, openPaper, type Paper, tokenOf } from '../support/paper.ts'
import { type Server, startServer } from '../support/server.ts'

let server: Server
let paper: Paper
let article: Article
let mods: string
let carla: string
let run = 0
beforeAll(async () => {
  const readers = Array.from({ length: 50 }, (_, i) => `carla${i}@example.com`)
  const mail = ['mod@example.org', 'second@example.org', ...readers]
  server = await startServer({ mail, vars: { MODERATORS: 'mod@example.org, second@example.org' } })
})
beforeEach(async () => {
  await server.clear()
  // On the five minutes, so that the next tick writes a notice.
  await server.control('clock', { method: 'PUT', body: { now: '2026-11-22T12:00:00Z', frozen: true } })
  paper = await openPaper(server)
  article = await paper.publish()
  run++
  carla = `carla${run}@example.com`
  mods = 'mod@example.org'
})
afterAll(() => server.close())

const later = (advance: number) => server.control('clock', { method: 'PUT', body: { advance } })
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const newest = async (address: string): Promise<Sent> => {
  const letter = (await lettersTo(server, address)).at(-1)
  if (!letter) throw new Error(`no letter to ${address}`)
  return letter
}
const state = async ({ id }: { id: number }) => JSON.parse(await (await paper.api('GET', `/comments/${id}`)).text())
const waiting = async () => {
  const { DB } = await server.env()
  return (await DB.prepare('select * from letters').all<{ recipient: string; attempts: number }>()).results
}

describe('a notice to the moderators', () => {
  test('tells who, what and why, goes to each of them, and leaves nothing behind', async () => {
    await paper.comment(article, { email: carla, comment: 'First line\nApprove: http://evil.example' })
    await server.tick()
    const letter = await newest(mods)
    expect(letter.subject).toBe('[Dateline] Waiting: Carla on “The Strike”')
    expect(letter.from).toBe('paper@example.org')
    expect(letter.text).toContain(`Carla, ${carla}`)
    expect(letter.text).toContain('> First line\n> Approve: http://evil.example')
    expect(letter.text).toContain('first comment of this reader')
    expect(linkTo(letter, article.path)).toBe(article.path)
    expect((await newest('second@example.org')).text).toContain('> First line')
    expect(await waiting()).toEqual([])
  })

  test('is one letter about all that came in five minutes', async () => {
    const before = (await lettersTo(server, mods)).length
    for (const i of [1, 2, 3]) await paper.comment(article, { comment: `Number ${i}`, email: carla })
    await server.tick()
    for (let i = 0; i < 4; i++) {
      await later(MINUTE)
      await paper.comment(article, { comment: `Later ${i}`, email: carla })
      await server.tick()
    }
    const letters = (await lettersTo(server, mods)).slice(before)
    expect(letters.map(({ subject }) => subject)).toEqual(['[Dateline] Waiting: 3 comments'])
    await later(MINUTE)
    await server.tick()
    expect((await newest(mods)).subject).toBe('[Dateline] Waiting: 4 comments')
  })

  test('is not written about what was decided meanwhile, nor about spam', async () => {
    const before = (await lettersTo(server, mods)).length
    await paper.decide(await paper.comment(article), 'approved')
    await paper.say(article, { [TRAP]: 'x', comment: 'A program fills in what no person sees' })
    await server.tick()
    expect((await lettersTo(server, mods)).length).toBe(before)
    expect(await waiting()).toEqual([])
  })

  test('comes for approved comments too, when the settings say so', async () => {
    await paper.api('PATCH', '/settings', { comments: { holdUnknown: false, noticeApproved: true } })
    const token = tokenOf(await (await server.fetch(article.path)).text())
    const comment = await paper.comment(article, { token, comment: 'Plain words, plainly said.' })
    expect(comment.state).toBe('approved')
    await server.tick()
    const letter = await newest(mods)
    expect(letter.text).toContain('It is published.')
    await server.fetch(linkTo(letter, '/moderate/trash'), { method: 'POST' })
    expect((await state(comment)).state).toBe('trash')
  })

  test('takes no header from a name, and no link of ours from a comment', async () => {
    const hostile = '\u0002/moderate/approve?1.9999999999\u0002'
    await paper.comment(article, { author: 'A\r\nBcc: all@example.com', comment: hostile, email: carla })
    await server.tick()
    const letter = await newest(mods)
    expect(letter.subject).not.toMatch(/[\r\n]/)
    expect(letter.headers ?? {}).toEqual({})
    expect(letter.text).toContain('> /moderate/approve?1.9999999999')
  })
})

describe('a notice in the language of the site', () => {
  const speak = (language: string) => paper.api('PATCH', '/settings', { identity: { language } })
  const plain = ({ text }: Sent) => text.replaceAll(/http:\S+/g, '…')
  const files = (fault: 'refuse' | null) => server.control('faults', { method: 'PUT', body: { files: fault } })

  // Of a language that nobody has asked for yet: what an isolate once read, it keeps.
  test('waits while its words cannot be read, and is not lost', async () => {
    await speak('es')
    await paper.comment(article, { email: carla })
    const before = (await lettersTo(server, mods)).length
    await files('refuse')
    await server.tick()
    await files(null)
    expect((await lettersTo(server, mods)).length).toBe(before)
    expect(await waiting()).toMatchObject([{ recipient: '' }])
    await server.tick()
    expect((await newest(mods)).subject).toBe('[Dateline] En espera: Carla sobre «The Strike»')
    expect(await waiting()).toEqual([])
  })

  test.each([
    [
      'de-AT',
      '[Dateline] Wartet: Carla zu „The Strike“',
      `zu „The Strike“:

> Quite right.

Weshalb er wartet: das Formular kam nicht von unserer Seite; erster Kommentar von dieser Person
Artikel:    …
Freigeben:  …
Spam:       …
Entfernen:  …

Die Links gelten sieben Tage lang und fragen nach, bevor sie etwas tun.`,
      ['Diesen Kommentar freigeben?', 'Zu <a href="', 'erster Kommentar von dieser Person', 'Freigeben'],
      ['Dieser Kommentar ist freigegeben', 'Freigegeben von mod@example.org, ', 'In der Diskussion lesen'],
      ['Über diesen Kommentar wurde anders entschieden', 'Freigegeben von mod@example.org, '],
    ],
    [
      'es',
      '[Dateline] En espera: Carla sobre «The Strike»',
      `sobre «The Strike»:

> Quite right.

Motivo de la espera: el formulario no venía de nuestra página; primer comentario de esta persona
Artículo:  …
Aprobar:   …
Spam:      …
Retirar:   …

Los enlaces valen siete días y preguntan antes de hacer nada.`,
      ['¿Aprobar este comentario?', 'Sobre <a href="', 'primer comentario de esta persona', 'Aprobar'],
      ['Este comentario está aprobado', 'Lo aprobó mod@example.org, ', 'Leerlo en su conversación'],
      ['Sobre este comentario se decidió otra cosa', 'Lo aprobó mod@example.org, '],
    ],
  ])('is %s, and so are the pages it leads to', async (language, subject, text, asks, does, otherwise) => {
    await speak(language)
    await paper.comment(article, { email: carla })
    await server.tick()
    const letter = await newest(mods)
    expect(letter.subject).toBe(subject)
    expect(plain(letter)).toBe(`Carla, ${carla} ${text}`)
    const approve = linkTo(letter, '/moderate/approve')
    const pages = [
      await server.fetch(approve),
      await server.fetch(approve, { method: 'POST' }),
      await server.fetch(linkTo(letter, '/moderate/spam')),
    ]
    for (const [i, said] of [asks, does, otherwise].entries()) {
      const html = (await pages[i]?.text())?.replace(/^[\s\S]*<main|<\/main>[\s\S]*$/g, '') ?? ''
      for (const each of said) expect(html).toContain(each)
      const text = html
        .replaceAll(/<[^>]+>/g, ' ')
        .replace('Quite right.', '')
        .replace('The Strike', '')
      expect(text).not.toMatch(/\b(?:the|this|comment|by|on)\b/i)
    }
  })
})

describe('a link in a notice', () => {
  const noticed = async () => {
    const comment = await paper.comment(article, { email: carla })
    await server.tick()
    return { comment, letter: await newest(mods) }
  }

  test('asks when it is looked at, and acts only when its button is pressed', async () => {
    const { comment, letter } = await noticed()
    const link = linkTo(letter, '/moderate/approve')
    const page = await server.fetch(link)
    expect(page.status).toBe(200)
    expect(page.headers.get('Cache-Control')).toBe('no-store')
    const html = await page.text()
    expect(html).toMatch(/Approve this comment\?[\s\S]*Quite right\.[\s\S]*<button/)
    await server.fetch(link, { method: 'HEAD' })
    expect((await state(comment)).state).toBe('held')
    expect((await server.fetch(link, { method: 'POST', headers: { Origin: 'https://evil.example' } })).status).toBe(403)
    expect((await state(comment)).state).toBe('held')

    const done = await server.fetch(link, { method: 'POST', headers: { Origin: server.url.origin } })
    expect(done.status).toBe(200)
    expect(await done.text()).toContain('This comment is approved')
    expect(await state(comment)).toMatchObject({ state: 'approved', decidedBy: 'mod@example.org' })
    expect(await (await server.fetch(article.path)).text()).toContain('Quite right.')
  })

  test('used before says so, and so does its contrary', async () => {
    const { comment, letter } = await noticed()
    await server.fetch(linkTo(letter, '/moderate/spam'), { method: 'POST' })
    const again = await server.fetch(linkTo(letter, '/moderate/spam'), { method: 'POST' })
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('This comment is called spam')])
    const contrary = await server.fetch(linkTo(letter, '/moderate/approve'), { method: 'POST' })
    expect(contrary.status).toBe(409)
    expect(await contrary.text()).toMatch(/decided otherwise[\s\S]*called spam by mod@example.org/)
    expect((await state(comment)).state).toBe('spam')
  })

  test('pressed by both moderators at once is decided once', async () => {
    const { comment, letter } = await noticed()
    const other = await newest('second@example.org')
    const answers = await Promise.all([
      server.fetch(linkTo(letter, '/moderate/approve'), { method: 'POST' }),
      server.fetch(linkTo(other, '/moderate/trash'), { method: 'POST' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(['approved', 'trash']).toContain((await state(comment)).state)
  })

  test('is of one comment and one act, and ours', async () => {
    const { comment, letter } = await noticed()
    const link = linkTo(letter, '/moderate/approve')
    const key = new URL(link, server.url).searchParams.get('key') ?? ''
    const [claim = '', until = '', signature = ''] = key.split('.')
    const other = `${Number(comment.id) + 1}${claim.slice(String(comment.id).length)}`
    for (const forged of [
      `/moderate/trash?key=${key}`,
      `/moderate/approve?key=${other}.${until}.${signature}`,
      `/moderate/approve?key=${claim}.${Number(until) + 1}.${signature}`,
      `/moderate/approve?key=${claim}.${until}.${'A'.repeat(22)}`,
      '/moderate/approve?key=',
      '/moderate/approve',
      '/moderate/hold?key=1',
    ]) {
      expect((await server.fetch(forged, { method: 'POST' })).status, forged).toBe(404)
    }
    expect((await state(comment)).state).toBe('held')
  })

  test('is good for seven days', async () => {
    const { comment, letter } = await noticed()
    await later(7 * DAY + MINUTE)
    const late = await server.fetch(linkTo(letter, '/moderate/approve'), { method: 'POST' })
    expect(late.status).toBe(410)
    expect((await state(comment)).state).toBe('held')
  })
})

describe('mail about answers', () => {
  const asked = async () => {
    const comment = await paper.comment(article, { email: carla, subscribe: 'yes', comment: 'Anybody there?' })
    await paper.decide(comment, 'approved')
    await server.tick()
    return { comment, letter: await newest(carla) }
  }
  const answer = async (parent: { id: number }, fields: Record<string, string> = {}) =>
    paper.comment(article, {
      ...{ author: 'Dora', email: 'dora@example.com', comment: 'Yes, here.', comment_parent: String(parent.id) },
      ...fields,
    })

  test('is offered in the form', async () => {
    expect(await (await server.fetch(article.path)).text()).toMatch(
      /name="subscribe"[\s\S]*Email me when\s+somebody answers/,
    )
  })

  test('comes to who asked and confirmed, once, however the answer was approved', async () => {
    const { comment, letter } = await asked()
    expect(letter.subject).toBe('Mail about answers on “The Strike”?')
    expect(letter.text).not.toContain('Anybody there?')
    const confirm = linkTo(letter, '/subscription/confirm')
    expect(await (await server.fetch(confirm)).text()).toContain('Yes, send me mail')
    const early = await answer(comment, { comment: 'Before it was confirmed.' })
    await paper.decide(early, 'approved')
    const done = await server.fetch(confirm, { method: 'POST' })
    expect(done.headers.get('Set-Cookie')).toMatch(/^__Host-dateline-reader=/)

    const reply = await answer(comment)
    await server.tick()
    expect(await newest(carla)).toEqual(letter)
    await server.fetch(linkTo(await newest(mods), '/moderate/approve'), { method: 'POST' })
    for (const to of ['trash', 'approved', 'approved']) await paper.decide(reply, to)
    await server.tick()
    const [, told, ...more] = await lettersTo(server, carla)
    expect(more).toEqual([])
    expect(told?.subject).toBe('An answer to your comment on “The Strike”')
    expect(told?.text).toMatch(/Dora answered your comment on “The Strike”:\n\n> Yes, here\./)
    expect(told && linkTo(told, article.path)).toMatch(new RegExp(`\\?comments=\\d{12}#comment-${reply.id}$`))
    expect(told?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  })

  test('does not come for what is held, for spam, nor for one’s own answer', async () => {
    const { comment, letter } = await asked()
    await server.fetch(linkTo(letter, '/subscription/confirm'), { method: 'POST' })
    await answer(comment)
    await paper.decide(await answer(comment, { comment: 'Buy now' }), 'spam')
    await paper.decide(await answer(comment, { email: carla, comment: 'I answer myself' }), 'approved')
    await server.tick()
    expect(await lettersTo(server, carla)).toHaveLength(1)
  })

  test('ends by the link in each letter, also when the mail program presses it', async () => {
    const { comment, letter } = await asked()
    await server.fetch(linkTo(letter, '/subscription/confirm'), { method: 'POST' })
    await paper.decide(await answer(comment), 'approved')
    await server.tick()
    const told = await newest(carla)
    const link = /<http:\/\/localhost:8787(.*)>/.exec(told.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? ''
    expect(linkTo(told, '/subscription/end')).toBe(link)
    expect(await (await server.fetch(link)).text()).toContain('No more mail')
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await server.fetch(link, { method: 'POST', body })).status).toBe(200)
    await paper.decide(await answer(comment, { comment: 'And again.' }), 'approved')
    await server.tick()
    expect(await lettersTo(server, carla)).toHaveLength(2)
    expect(await (await server.fetch(link)).text()).toContain('This subscription has ended')
  })

  test('cannot be used to flood a stranger', async () => {
    for (let i = 0; i < 6; i++) await paper.comment(article, { email: carla, subscribe: 'yes', comment: `Mine ${i}` })
    await paper.say(article, { email: carla, subscribe: 'yes', [TRAP]: 'x' })
    await server.tick()
    expect(await lettersTo(server, carla)).toHaveLength(3)
  })

  test('expires when nobody confirms it', async () => {
    const { letter } = await asked()
    await later(7 * DAY + 60 * MINUTE)
    await server.tick()
    const { DB } = await server.env()
    expect(await DB.prepare('select count(*) n from subscriptions').first('n')).toBe(0)
    expect((await server.fetch(linkTo(letter, '/subscription/confirm'), { method: 'POST' })).status).toBe(410)
  })
})

describe('the outbox', () => {
  const put = async (recipient: string, count = 1) => {
    const { DB } = await server.env()
    const row = DB.prepare('insert into letters (id, recipient, subject, body, created_at) values (?1, ?2, ?3, ?4, ?5)')
    const now = Date.parse('2026-11-22T12:00:00Z')
    await DB.batch(Array.from({ length: count }, (_, i) => row.bind(run * 1000 + i, recipient, 'Hello', 'Text', now)))
  }

  test('sends so many a minute, and the rest the next', async () => {
    await put(carla, 12)
    await server.tick()
    expect(await lettersTo(server, carla)).toHaveLength(10)
    await server.tick()
    expect(await lettersTo(server, carla)).toHaveLength(12)
  })

  test('tries again, less and less often, gives up, and forgets', async () => {
    await put('nobody@example.net')
    await server.tick()
    expect(await waiting()).toMatchObject([{ recipient: 'nobody@example.net', attempts: 1 }])
    await server.tick()
    expect(await waiting()).toMatchObject([{ attempts: 1 }])
    for (let i = 0; i < 5; i++) {
      await later(130 * MINUTE)
      await server.tick()
    }
    expect(await waiting()).toMatchObject([{ attempts: 6, given_up_at: expect.any(Number) }])
    // On the hour it is forgotten.
    await later(10 * MINUTE)
    await server.tick()
    expect(await waiting()).toEqual([])
  })
})
