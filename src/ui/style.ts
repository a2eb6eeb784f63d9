import article from './article.css'
import base from './base.css'
import comments from './comments.css'
import frame from './frame.css'
import lists from './lists.css'
import print from './print.css'

/** The one stylesheet, inline in every page: a first visit is one request. */
export const style = minify(base + frame + lists + article + comments + print)

/** Its hash for the Content-Security-Policy, as `sha256-…`. */
export const styleHash: Promise<string> = hashOf(style)

function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>+]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/([ :,(-])0\./g, '$1.')
    .replaceAll(';}', '}')
    .trim()
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
}
