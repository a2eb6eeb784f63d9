import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { articleRoutes } from './articles.ts'
import { commentRoutes } from './comments.ts'
import { deskRoutes } from './desks.ts'
import { openapi } from './openapi.ts'
import { purgeRoutes } from './purges.ts'
import { settingsRoutes } from './settings.ts'

/** Everything a program may ask for; each route states its guard. */
const guarded = new Hono<Env>()
  .route('/', articleRoutes)
  .route('/', deskRoutes)
  .route('/', commentRoutes)
  .route('/', settingsRoutes)
  .route('/', purgeRoutes)

export const programs = new Hono<Env>().route('/', guarded).route('/', openapi(guarded))
