import type { FC } from 'hono/jsx'
import type { Article } from '../articles/article.ts'
import type { Site } from '../settings/site.ts'
import { words } from '../text/words/words.ts'
import { tongue } from '../ui/tongue.ts'

/** What the article rests on, as its editors listed it. */
export const Sources: FC<{ article: Article; site: Site }> = ({ article: { sources, language }, site }) =>
  !sources || sources.length === 0 ? null : (
    <section class="sources" aria-labelledby="sources-heading">
      <h2 id="sources-heading">{words(site.language).article.sources}</h2>
      <ol {...tongue(language, site)}>
        {sources.map(({ title, url, publisher, note }) => (
          <li>
            {url ? <a href={url}>{title}</a> : <cite>{title}</cite>}
            {publisher && `, ${publisher}`}
            {note && `. ${note}`}
          </li>
        ))}
      </ol>
    </section>
  )
