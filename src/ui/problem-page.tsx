import type { FC } from 'hono/jsx'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { Page } from './page.tsx'
import { SearchForm } from './search-form.tsx'
import { ours } from './tongue.ts'

interface ProblemPageProps {
  site: Site
  status: number
  title: string
  detail?: string | undefined
}

/** An error, told to a reader. */
export const ProblemPage: FC<ProblemPageProps> = ({ site, status, title, detail }) => (
  <Page site={site} sheet="list" title={title}>
    <div class="narrow" {...ours(site)}>
      <p class="kicker">{status}</p>
      <h1>{title}</h1>
      {detail && <p>{detail}</p>}
      {status === 404 && <SearchForm site={site} />}
      <p>
        <a href="/">{words(site.language).problem.front}</a>
      </p>
    </div>
  </Page>
)
