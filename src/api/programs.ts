import { Hono } from 'hono'
import type { Env } from '../env.ts'
export const programs = new Hono<Env>()
