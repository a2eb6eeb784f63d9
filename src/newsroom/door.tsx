import { read } from '../db/read.ts'
import type { Env } from '../env.ts'
import { Hono } from '../http/hono.ts'
import { siteQuery } from '../settings/site.ts'
import { Page } from '../ui/page.tsx'

/** `/newsroom`: until editors have a desk in the browser, it says how they publish. Public by name: it tells nothing. */
export const newsroomDoor = new Hono<Env>().get('/newsroom', async (c) => {
  const [site] = await read(c.var.reader, siteQuery())
  return c.html(
    <Page site={site} title="Newsroom">
      <div class="narrow">
        <h1>Newsroom</h1>
        <p>
          The desk in the browser is still being built. Until then {site.name} is edited by programs: with an access
          token, at <a href="/api/openapi.json">the publishing API</a>.
        </p>
      </div>
    </Page>,
  )
})
