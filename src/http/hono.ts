import type { Env as AnyEnv } from 'hono'
import { HonoBase } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'
import type { BlankSchema, H, RouterRoute, Schema } from 'hono/types'

/**
 * Hono with the one router that knows all our addresses: `/:year{…}` beside `/sections/…` is beyond the faster one,
 * which Hono's own would carry along, fill at the first request of each isolate, and give up.
 */
export class Hono<
  E extends AnyEnv = AnyEnv,
  S extends Schema = BlankSchema,
  BasePath extends string = '/',
> extends HonoBase<E, S, BasePath> {
  override router = new TrieRouter<[H, RouterRoute]>()
}
