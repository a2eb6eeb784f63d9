import type { CommentSettings } from '../../src/settings/site.ts'
import { say } from './acts-comments.ts'
import { check } from './check.ts'
import { ask, type World } from './world.ts'

const set = (world: World, settings: object) => ask(world, 'PATCH', '/settings', settings)

export const acts = {
  name: (world: World, which: number) => set(world, { identity: { name: `The Post ${which % 3}` } }),
  tagline: (world: World, which: number) => set(world, { identity: { tagline: `Since ${which}` } }),
  address: (world: World, which: number) =>
    set(world, { identity: { address: which % 3 ? 'http://localhost:8787' : 'https://post.example' } }),
  timeZone: (world: World, which: number) =>
    set(world, { identity: { timeZone: ['UTC', 'America/New_York', 'Asia/Tokyo'][which % 3] } }),
  language: (world: World, which: number) =>
    set(world, { identity: { language: ['en', 'de', 'es-MX', 'ar'][which % 4] } }),
  rules: (world: World, which: number) => set(world, { comments: rulesOf(which) }),
  holding: (world: World, which: number) => holding(world, which),
  look: (world: World, which: number) => set(world, { look: lookOf(which) }),
  principles: (world: World, which: number) =>
    set(world, { principles: which % 3 ? `We ask **twice**, ${which}.` : '' }),
  lists: (world: World, which: number) => set(world, { lists: { discussed: which % 3 > 0, read: which % 2 > 0 } }),
  announce: (world: World, which: number) => announce(world, which),
}

// Every setting, by its type.
const rulesOf = (which: number): CommentSettings => ({
  open: which % 5 !== 0,
  closeAfterDays: which % 3 === 0 ? 1 + (which % 4) : null,
  holdUnknown: which % 2 === 0,
  avatars: which % 7 !== 0,
  requireIdentity: which % 4 !== 0,
  depth: 1 + (which % 5),
  daysKept: 30 + (which % 3),
  holdAll: which % 11 === 0,
  holdLinks: 1 + (which % 4),
  daysSpamKept: 30 + (which % 5),
  daysTrashKept: 30 + (which % 7),
  akismetMinimal: which % 2 > 0,
  noticeApproved: which % 3 > 0,
})

const lookOf = (which: number) => ({
  accent: which % 2 ? `#${(which * 9973).toString(16).padStart(6, '0')}` : null,
  type: ['serif', 'sans', 'mixed'][which % 3],
  navigation: which % 4 ? [] : [{ label: `Nav ${which}`, href: '/principles' }],
  footer: { text: which % 5 ? '' : `Printed ${which}`, links: [] },
})

/** A comment under another rule of what waits. */
async function holding(world: World, which: number): Promise<void> {
  await set(world, { comments: { holdAll: which % 4 === 0, holdLinks: 1 + (which % 3) } })
  await say(world, which)
}

/** A hub that feeds name and the clock tells: one that takes everything. Search engines only until the next look, so that none is told. */
async function announce(world: World, which: number): Promise<void> {
  const hub = which % 3 ? `${world.server.url.origin}/2026/11/none/read` : null
  await set(world, { announce: { hub } })
  if (which % 2) return
  await set(world, { announce: { indexNow: true } })
  await check(world)
  await set(world, { announce: { indexNow: false } })
}
