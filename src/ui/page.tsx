import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { sectionPath } from '../articles/address.ts'
import type { Site } from '../settings/site.ts'
import { style } from './style.ts'

interface PageProps {
  site: Site
  /** Of the page; the site's name is added. Absent on the front page. */
  title?: string | undefined
  description?: string | undefined
  /** The path under which this page is known; absent on pages that no search engine should keep. */
  canonical?: string | undefined
  /** The path of the section this page belongs to, marked in the navigation. */
  here?: string | undefined
  /** On the front page: the day of its newest story. The masthead is then as large as it gets. */
  edition?: Child
  head?: Child
  children?: Child
}

/** The frame of every page: head, masthead, navigation, footer. */
export const Page: FC<PageProps> = ({ site, title, description, canonical, here, edition, head, children }) => (
  <>
    {raw('<!DOCTYPE html>')}
    <html lang={site.language} dir={directionOf(site.language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title ? `${title} – ${site.name}` : `${site.name}${site.tagline && ` – ${site.tagline}`}`}</title>
        {description && <meta name="description" content={description} />}
        {canonical === undefined ? (
          <meta name="robots" content="noindex" />
        ) : (
          <link rel="canonical" href={site.address + canonical} />
        )}
        <link rel="alternate" type="application/rss+xml" title={site.name} href="/feed.xml" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {head}
        <style>{raw(style)}</style>
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <Masthead site={site} here={here} canonical={canonical} edition={edition} />
        <main id="content">{children}</main>
        <Footer site={site} />
      </body>
    </html>
  </>
)

type MastheadProps = Pick<PageProps, 'site' | 'here' | 'canonical' | 'edition'>

const Masthead: FC<MastheadProps> = ({ site, here, canonical, edition }) => (
  <header class="masthead">
    {canonical === '/' ? (
      <>
        <h1 class="name">{site.name}</h1>
        <p class="folio">
          {edition} <span>{site.tagline}</span>
        </p>
      </>
    ) : (
      <p class="name">
        <a href="/">{site.name}</a>
      </p>
    )}
    {site.sections.length > 0 && (
      <nav aria-label="Sections">
        <ul class="plain line">
          {site.sections.map(({ slug, name }) => (
            <li>
              <a href={sectionPath(slug)} aria-current={whether(sectionPath(slug), here, canonical)}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </header>
)

const whether = (path: string, here?: string, canonical?: string) =>
  path === canonical ? 'page' : path === here ? 'true' : undefined

const Footer: FC<{ site: Site }> = ({ site }) => (
  <footer class="foot">
    <ul class="plain line">
      <li>
        <a href="/">{site.name}</a>
      </li>
      <li>
        <a href="/feed.xml">RSS feed</a>
      </li>
      <li>
        <a href="/privacy">Privacy</a>
      </li>
    </ul>
  </footer>
)

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** The direction of a language's script, for `dir`. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
