import { Hono } from 'hono'
import * as v from 'valibot'
import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { guard } from '../http/guard.ts'
import { contentTag, requireMatch } from '../http/precondition.ts'
import { smallJson, valid } from '../http/validate.ts'
import { SettingsPatch } from '../settings/input.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import { writeSettings } from '../settings/write.ts'
import { describe } from './describe.ts'
import { show, writeAndAnswer } from './write.ts'

const SettingsJson = v.object({
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
})

export const settingsRoutes = new Hono<Env>()
  .get(
    '/settings',
    describe(
      import.meta.worker || {
        summary: 'Read the settings',
        tag: 'Settings',
        scopes: ['settings:write'],
        returns: SettingsJson,
      },
    ),
    guard('settings:write'),
    async (c) => {
      const [site] = await read(c.var.reader, siteQuery())
      return show(c, settingsJson(site))
    },
  )
  .patch(
    '/settings',
    describe(
      import.meta.worker || {
        summary: 'Change settings',
        tag: 'Settings',
        scopes: ['settings:write'],
        returns: SettingsJson,
        refuses: [400, 412, 413, 415, 422],
      },
    ),
    guard('settings:write'),
    smallJson,
    valid('json', SettingsPatch),
    async (c) => {
      const { store, now, reader } = c.var
      const { identity = {}, comments = {} } = c.req.valid('json')
      const [site] = await read(reader, siteQuery())
      const writes = [
        writeSettings(store.db, 'identity', identity, now),
        writeSettings(store.db, 'comments', comments, now),
      ]
      const before = settingsJson(site)
      requireMatch(c.req.header('If-Match'), await contentTag(before))
      const body = { identity: { ...before.identity, ...identity }, comments: { ...before.comments, ...comments } }
      const statements = writes.flatMap((write) => write.statements)
      return writeAndAnswer(c, () => ({ tags: ['site'], force: 'soft', statements, status: 200, body }))
    },
  )

const settingsJson = ({ name, tagline, address, language, timeZone, comments }: Site) => ({
  identity: { name, tagline, address, language, timeZone },
  comments,
})
