import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { actionRoutes } from './actions.ts'
import { articleRecordRoutes } from './article-record.ts'
import { articleRoutes } from './articles.ts'
import { commentRoutes } from './comments.ts'
import { akismetRoutes } from './comments-akismet.ts'
import { deletionRoutes } from './comments-delete.ts'
import { ledgerRoutes } from './comments-ledger.ts'
import { staffRoutes } from './comments-staff.ts'
import { statisticsRoutes } from './comments-statistics.ts'
import { undoRoutes } from './comments-undo.ts'
import { deskRoutes } from './desks.ts'
import { mediaRoutes } from './media.ts'
import { openapi } from './openapi.ts'
import { privacyRoutes } from './privacy.ts'
import { purgeRoutes } from './purges.ts'
import { redirectRoutes } from './redirects.ts'
import { ruleRoutes } from './rules.ts'
import { settingsRoutes } from './settings.ts'
import { switchRoutes } from './switches.ts'

/** Everything a program may ask for; each route states its guard, or is public by name: the document alone. */
export const programs = new Hono<Env>()
  .route('/', articleRoutes)
  .route('/', articleRecordRoutes)
  .route('/', deskRoutes)
  .route('/', statisticsRoutes)
  .route('/', akismetRoutes)
  .route('/', commentRoutes)
  .route('/', deletionRoutes)
  .route('/', privacyRoutes)
  .route('/', ledgerRoutes)
  .route('/', undoRoutes)
  .route('/', staffRoutes)
  .route('/', ruleRoutes)
  .route('/', actionRoutes)
  .route('/', redirectRoutes)
  .route('/', mediaRoutes)
  .route('/', settingsRoutes)
  .route('/', switchRoutes)
  .route('/', purgeRoutes)
  .route('/', openapi)
