import type { Context } from 'hono'
import * as v from 'valibot'
import type { Statement } from '../db/database.ts'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { Hono } from '../http/hono.ts'
import { contentTag, requireMatch } from '../http/precondition.ts'
import { refused, smallJson, valid } from '../http/validate.ts'
import { type Announce, announceQuery, writeAnnounce } from '../settings/announce.ts'
import { SettingsPatch } from '../settings/input.ts'
import { type Lists, listsQuery } from '../settings/lists.ts'
import { lookOf } from '../settings/look.ts'
import { principlesQuery, writePrinciples } from '../settings/principles.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { writeSettings } from '../settings/write.ts'
import { describe } from './describe.ts'
import { LookJson, lookChange, lookJson } from './look.ts'
import { show, writeAndAnswer } from './write.ts'

const SettingsJson = () =>
  v.object({
    identity: v.object({
      name: v.string(),
      tagline: v.string(),
      address: v.string(),
      language: v.string(),
      timeZone: v.string(),
    }),
    comments: v.object({
      open: v.boolean(),
      closeAfterDays: v.nullable(v.number()),
      requireIdentity: v.boolean(),
      depth: v.number(),
      holdUnknown: v.boolean(),
      holdAll: v.boolean(),
      holdLinks: v.number(),
      avatars: v.boolean(),
      daysKept: v.number(),
      daysSpamKept: v.number(),
      daysTrashKept: v.number(),
      akismetMinimal: v.boolean(),
      noticeApproved: v.boolean(),
    }),
    lists: v.object({ discussed: v.boolean(), read: v.boolean() }),
    principles: v.string(),
    look: LookJson(),
    announce: v.object({ hub: v.nullable(v.string()), indexNow: v.boolean() }),
  })

export const settingsRoutes = new Hono<Env>()
  .get(
    '/settings',
    describe(
      import.meta.worker || {
        summary: 'Read the settings',
        tag: 'Settings',
        scopes: ['settings:write'],
        returns: SettingsJson(),
      },
    ),
    guard('settings:write'),
    async (c) => {
      const [site, lists, principles, announcing] = await read(
        c.var.reader,
        siteQuery(),
        listsQuery(),
        principlesQuery(),
        announceQuery(),
      )
      return show(c, settingsJson(site, lists, principles.text, announcing))
    },
  )
  .patch(
    '/settings',
    describe(
      import.meta.worker || {
        summary: 'Change settings',
        tag: 'Settings',
        scopes: ['settings:write'],
        returns: SettingsJson(),
        refuses: [400, 412, 413, 415, 422],
      },
    ),
    guard('settings:write'),
    smallJson,
    valid('json', SettingsPatch),
    async (c) => {
      const { store, now, reader } = c.var
      const { identity = {}, comments = {}, look = {}, lists = {}, principles, announce } = c.req.valid('json')
      const [dressed, [site, shown, own, announcing]] = await Promise.all([
        lookChange(store.db, look),
        read(reader, siteQuery(), listsQuery(), principlesQuery(), announceQuery()),
      ])
      const writes = [
        writeSettings(store.db, 'identity', identity, now),
        writeSettings(store.db, 'comments', comments, now),
        writeSettings(store.db, 'look', dressed, now),
        writeSettings(store.db, 'lists', lists, now),
      ]
      const before = settingsJson(site, shown, own.text, announcing)
      requireMatch(c.req.header('If-Match'), await contentTag(before))
      const body = {
        identity: { ...before.identity, ...identity },
        comments: { ...before.comments, ...comments },
        lists: { ...before.lists, ...lists },
        principles: principles ?? own.text,
        look: lookJson(lookOf({ ...site.look, ...dressed })),
        announce: { ...before.announce, ...announce },
      }
      const statements = writes.flatMap((write) => write.statements)
      if (principles !== undefined)
        statements.push(principlesStatement(c, principles, identity.address ?? site.address))
      if (announce) statements.push(...writeAnnounce(store.db, announcing, announce, now))
      return writeAndAnswer(c, () => ({ tags: ['site'], force: 'soft', statements, status: 200, body }))
    },
  )

function principlesStatement(c: Context<Env>, text: string, address: string): Statement {
  const written = writePrinciples(c.var.store.db, text, URL.parse(address)?.host ?? null, c.var.now)
  if ('statement' in written) return written.statement
  throw refused([{ field: 'principles', problem: `Line ${written.line}: ${written.refused}` }])
}

const settingsJson = (
  { name, tagline, address, language, timeZone, comments, look }: Site,
  lists: Lists,
  principles: string,
  { hub, indexNow }: Announce,
) => ({
  identity: { name, tagline, address, language, timeZone },
  comments,
  lists,
  principles,
  look: lookJson(look),
  announce: { hub, indexNow },
})
