import type { FC } from 'hono/jsx'
import { authorPath, topicPath } from '../articles/address.ts'
import type { Article, AuthorBox } from '../articles/article.ts'
import type { Site } from '../settings/site.ts'
import { excerptOf } from '../text/excerpt.ts'
import { Moment } from '../ui/moment.tsx'

const BIO = 220

export const Corrections: FC<{ article: Article; site: Site }> = ({ article: { corrections }, site }) =>
  corrections.length === 0 ? null : (
    <section class="corrections" aria-labelledby="corrections-heading">
      <h2 id="corrections-heading">{corrections.length === 1 ? 'Correction' : 'Corrections'}</h2>
      <ul class="plain">
        {corrections.map(({ id, text, at }) => (
          <li id={`correction-${id}`}>
            <p class="meta">
              <Moment at={at} site={site} />
            </p>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )

export const Topics: FC<{ article: Article }> = ({ article: { topics } }) =>
  topics.length === 0 ? null : (
    <section class="topics" aria-labelledby="topics-heading">
      <h2 id="topics-heading">Topics</h2>
      <ul class="plain line">
        {topics.map(({ slug, name }) => (
          <li>
            <a rel="tag" href={topicPath(slug)}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )

export const AuthorBoxes: FC<{ authors: AuthorBox[] }> = ({ authors }) =>
  authors.length === 0 ? null : (
    <section aria-label={authors.length === 1 ? 'About the author' : 'About the authors'}>
      {authors.map(({ slug, name, role, bio }) => {
        const short = excerptOf(bio, BIO)
        return (
          <div class="author-box">
            <h2>
              <a href={authorPath(slug)}>{name}</a>
            </h2>
            {role && <p class="role">{role}</p>}
            {bio && (
              <p>
                {short}{' '}
                {short.endsWith('…') && (
                  <a href={authorPath(slug)} aria-label={`More about ${name}`}>
                    more
                  </a>
                )}
              </p>
            )}
          </div>
        )
      })}
    </section>
  )

export const Neighbours: FC<{ article: Article }> = ({ article: { previous, next } }) =>
  previous || next ? (
    <nav class="neighbours" aria-label="Previous and next article">
      {previous && (
        <p>
          <span class="meta">Previous</span>
          <a rel="prev" href={previous.path}>
            <bdi>{previous.headline}</bdi>
          </a>
        </p>
      )}
      {next && (
        <p class="next">
          <span class="meta">Next</span>
          <a rel="next" href={next.path}>
            <bdi>{next.headline}</bdi>
          </a>
        </p>
      )}
    </nav>
  ) : null

export const Related: FC<{ article: Article }> = ({ article: { related } }) =>
  related.length === 0 ? null : (
    <section class="related" aria-labelledby="related-heading">
      <h2 id="related-heading">Related</h2>
      <ul class="plain">
        {related.map(({ path, headline }) => (
          <li>
            <a href={path}>
              <bdi>{headline}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
