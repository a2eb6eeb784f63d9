import type { Context } from 'hono'
import type { Env } from '../env.ts'
import { xml } from '../text/xml.ts'

/**
 * How a feed begins. Browsers show it by a stylesheet of CSS: they are dropping XSLT
 * (https://developer.chrome.com/docs/web-platform/deprecating-xslt), which did the same with more.
 */
export const PROLOG = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="/feed.css"?>`

/** A link for people. Of another namespace, which feed readers pass over: to a browser no link of a feed's is one. */
export const anchor = (url: string, text: string): string =>
  `<a xmlns="http://www.w3.org/1999/xhtml" href="${xml(url)}">${xml(text)}</a>`

/**
 * What a browser needs of a feed's headers: leave to use the stylesheet, and, where it is shown as a page, the type of
 * plain XML: Chromium shows the source of what says it is a feed. Only browsers say `Sec-Fetch-Dest`, in one spelling,
 * so that the edge has few copies. On a 304 as well, whose headers replace those of what is kept.
 */
export async function browsable(c: Context<Env>, answer: Promise<Response>): Promise<Response> {
  const response = await answer
  const { headers } = response
  headers.set('Content-Security-Policy', POLICY)
  headers.set('Vary', 'Sec-Fetch-Dest')
  if (headers.has('Content-Type') && c.req.header('Sec-Fetch-Dest') === 'document')
    headers.set('Content-Type', 'application/xml; charset=utf-8')
  return response
}

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
