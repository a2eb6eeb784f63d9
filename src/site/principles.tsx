import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { correctionsPath } from '../articles/address.ts'
import { read } from '../db/read.ts'
import { genres } from '../db/tables/articles.ts'
import type { Env } from '../env.ts'
import { keepAtEdge } from '../http/edge.ts'
import { Hono } from '../http/hono.ts'
import { proseIn } from '../http/prose.ts'
import { knows } from '../http/query.ts'
import { type Principles, principlesPath, principlesQuery } from '../settings/principles.ts'
import { type Site, siteQuery } from '../settings/site.ts'
import type { Prose } from '../text/words/prose.ts'
import { withValues } from '../text/words/values.ts'
import { words } from '../text/words/words.ts'
import { GenreLabel } from '../ui/genre.tsx'
import { linked } from '../ui/linked.tsx'
import { linkedData, publisher } from '../ui/linked-data.ts'
import { Page } from '../ui/page.tsx'
import { ours } from '../ui/tongue.ts'

/** `/principles`: the paper's own words, and the rules in force. */
export const principlesPage = new Hono<Env>().get(principlesPath, knows(), async (c) => {
  const [site, principles] = await read(c.var.reader, siteQuery(), principlesQuery())
  const { principles: w } = await proseIn(c, site.language)
  const state = commentRules(site, w)
  return keepAtEdge(c, ['site'], { until: null, state }, () =>
    c.html(<PrinciplesPage site={site} principles={principles} w={w} />),
  )
})

const PrinciplesPage: FC<{ site: Site; principles: Principles; w: Prose['principles'] }> = ({
  site,
  principles,
  w,
}) => {
  const { frame, article } = words(site.language)
  return (
    <Page site={site} title={w.title} canonical={principlesPath} head={linkedData(publisher(site))}>
      <div class="listing prose" {...ours(site)}>
        <header>
          <h1>{w.title}</h1>
        </header>
        {principles.html && raw(principles.html)}
        <h2>{w.kinds}</h2>
        <ul class="plain">
          {genres.map((genre) => (
            <li>
              <GenreLabel genre={genre} site={site} /> – {w[genre]}
            </li>
          ))}
        </ul>
        <h2>{frame.corrections}</h2>
        <p>{linked(w.corrected, correctionsPath)}</p>
        <p>{w.changed}</p>
        <h2>{article.sources}</h2>
        <p>{w.sources}</p>
        <h2>{article.comments}</h2>
        <ul>
          {commentRules(site, w).map((rule) => (
            <li>{rule}</li>
          ))}
        </ul>
        <p>{linked(w.privacy, '/privacy')}</p>
      </div>
    </Page>
  )
}

/** How comments are taken, in a sentence for each setting in force. */
function commentRules({ comments }: Site, w: Prose['principles']): string[] {
  if (!comments.open) return [w.noComments]
  const { closeAfterDays, requireIdentity, holdAll, holdUnknown, holdLinks } = comments
  const rules = [
    requireIdentity && w.identity,
    holdAll ? w.allHeld : holdUnknown && w.firstHeld,
    !holdAll && withValues(w.linksHeld, { links: holdLinks }),
    closeAfterDays !== null && withValues(w.closing, { days: closeAfterDays }),
  ]
  return rules.filter((rule) => rule !== false)
}
