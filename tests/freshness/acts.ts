import { acts as articles } from './acts-articles.ts'
import { acts as comments } from './acts-comments.ts'
import { acts as desks } from './acts-desks.ts'
import { acts as faults } from './acts-faults.ts'
import { acts as fields } from './acts-fields.ts'
import { acts as mail } from './acts-mail.ts'
import { acts as queue } from './acts-queue.ts'
import { acts as removal } from './acts-removal.ts'
import { acts as settings } from './acts-settings.ts'
import { acts as time } from './acts-time.ts'
import type { Act } from './step.ts'
import type { World } from './world.ts'

/** What is done at each step; what the paper refuses (withdrawing a draft) must change nothing. */
export const acts: Record<Act, (world: World, which: number) => Promise<unknown>> = {
  ...articles,
  ...fields,
  ...comments,
  ...removal,
  ...mail,
  ...desks,
  ...settings,
  ...time,
  ...faults,
  ...queue,
}
