import { describe, expect, test } from 'vitest'
import { embedOf, frameOrigins, plainEmbeds } from '../../src/text/embed.ts'
import { renderMarkdown } from '../../src/text/markdown.ts'
import { cpuOf } from '../support/cpu.ts'

function html(source: string): string {
  const result = renderMarkdown(source, 'paper.test')
  if ('refused' in result) throw new Error(`refused: ${result.refused}`)
  return result.html.trim()
}

const youtube = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'
const player = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1'

describe('an address of a common host', () => {
  test.each([
    [youtube, 'YouTube', 'youtube.com/watch?v=dQw4w9WgXcQ', player],
    ['http://youtube.com/watch?app=x&v=dQw4w9WgXcQ&list=1', 'YouTube', 'youtube.com/watch?app=x&v=dQw4w9WgXcQ', player],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ?si=abc', 'YouTube', 'youtube.com/shorts/dQw4w9WgXcQ', player],
    ['https://youtu.be/dQw4w9WgXcQ?t=1m30s', 'YouTube', 'youtu.be/dQw4w9WgXcQ', `${player}&start=90`],
    ['https://youtu.be/dQw4w9WgXcQ?t=75', 'YouTube', 'youtu.be/dQw4w9WgXcQ', `${player}&start=75`],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', 'YouTube', 'youtube-nocookie.com/embed/dQw4w9WgXcQ', player],
    [
      'https://vimeo.com/76979871',
      'Vimeo',
      'vimeo.com/76979871',
      'https://player.vimeo.com/video/76979871?dnt=1&autoplay=1',
    ],
    [
      'https://vimeo.com/76979871/8272103f6e?share=copy',
      'Vimeo',
      'vimeo.com/76979871/8272103f6e',
      'https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=8272103f6e',
    ],
    [
      'https://dai.ly/x8abcde',
      'Dailymotion',
      'dai.ly/x8abcde',
      'https://geo.dailymotion.com/player.html?video=x8abcde',
    ],
    ['https://twitter.com/tide/status/1234567890?s=20', 'X', 'twitter.com/tide/status/1234567890', undefined],
    [
      'https://bsky.app/profile/tide.example/post/3kabc',
      'Bluesky',
      'bsky.app/profile/tide.example/post/3kabc',
      undefined,
    ],
    ['https://sea.example/@ada/112233445566778899', 'Mastodon', 'sea.example/@ada/112233445566778899', undefined],
    [
      'https://sea.example/@ada@far.example/112233445566',
      'Mastodon',
      'sea.example/@ada@far.example/112233445566',
      undefined,
    ],
    ['https://www.instagram.com/p/Cabc_-1/', 'Instagram', 'instagram.com/p/Cabc_-1', undefined],
    [
      'https://www.tiktok.com/@tide/video/7301234567890123456',
      'TikTok',
      'tiktok.com/@tide/video/7301234567890123456',
      undefined,
    ],
    [
      'https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk',
      'Spotify',
      'open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk',
      undefined,
    ],
    ['https://soundcloud.com/tide/shanty', 'SoundCloud', 'soundcloud.com/tide/shanty', undefined],
  ])('%s', (address, name, place, frame) => expect(embedOf(address)).toEqual({ name, place, frame }))

  test.each([
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ',
    'https://evil-youtube.com/watch?v=dQw4w9WgXcQ',
    'https://yоutube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ',
    'https://a:b@youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com:8443/watch?v=dQw4w9WgXcQ',
    'https://youtube.com/watch?v=dQw4w9WgX"onload=alert(1)',
    'https://youtube.com/watch?v=dQw4w9WgXcQ%22',
    'https://youtube.com/watch?v=dQw4w9WgXcQQ',
    'https://youtube.com/watch?v=short',
    'https://youtube.com/watch',
    'https://youtube.com/redirect?q=https://evil.example/',
    'https://vimeo.com/76979871"><script>',
    'https://vimeo.com/about',
    'https://x.com/tide',
    'https://bsky.app/profile/tide.example',
    'https://paper.test/2026/11/the-strike',
    'ftp://youtube.com/watch?v=dQw4w9WgXcQ',
    'javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ',
    `//www.youtube.com/watch?v=dQw4w9WgXcQ`,
    `https://youtube.com/watch?${'a&'.repeat(2_000)}v=dQw4w9WgXcQ`,
    '',
  ])('is not %s', (address) => expect(embedOf(address)).toBeNull())

  test('is looked at in no time, however odd', async () => {
    const odd = [
      `https://youtube.com/watch?${'&v='.repeat(600)}`,
      `https://a.b/@${'a.'.repeat(900)}`,
      `https://${'a-'.repeat(900)}`,
    ]
    const work = () => {
      for (const address of odd) for (let i = 0; i < 100; i++) embedOf(address)
    }
    expect((await cpuOf(work)).ms).toBeLessThan(1_000)
  })
})

const link = (href: string, text: string) => `<a href="${href}" rel="noopener external" class="external">${text}</a>`

describe('a link alone on a line', () => {
  const video = `<figure class="embed" data-frame="${player}">${link(youtube, 'youtube.com/watch?v=dQw4w9WgXcQ')}<figcaption>YouTube</figcaption></figure>`
  test.each([
    [youtube, video],
    [`<${youtube}>`, video],
    [`  ${youtube}  `, video],
    [`a\n\n${youtube}\n\nb`, `<p>a</p>\n${video}\n<p>b</p>`],
    [
      `[The *boat* "sails" & sinks](${youtube})`,
      `<figure class="embed" data-frame="${player}">${link(youtube, 'The <em>boat</em> "sails" &amp; sinks')}<figcaption>YouTube · youtube.com/watch?v=dQw4w9WgXcQ</figcaption></figure>`,
    ],
    [
      'https://sea.example/@ada/112233445566778899',
      `<figure class="embed">${link('https://sea.example/@ada/112233445566778899', 'sea.example/@ada/112233445566778899')}<figcaption>Mastodon</figcaption></figure>`,
    ],
  ])('%j is a card', (source, expected) => expect(html(source)).toBe(expected))

  test.each([
    `See ${youtube}`,
    `${youtube} is good`,
    `${youtube}\n${youtube}`,
    `*${youtube}*`,
    `- ${youtube}`,
    `- a\n\n  ${youtube}`,
    `> ${youtube}`,
    `> - ${youtube}`,
    `a[^1]\n\n[^1]: ${youtube}`,
    `# ${youtube}`,
    `| a |\n|-|\n| ${youtube} |`,
    `\`${youtube}\``,
    `    ${youtube}`,
    `![a](${youtube})`,
    `[![a](/a.png)](${youtube})`,
    `https://example.com/`,
  ])('is none in %j', (source) => expect(html(source)).not.toContain('embed"'))

  test.each([
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    '[a](javascript:alert(1)//youtube.com/watch?v=dQw4w9WgXcQ)',
    `<https://youtube.com/watch?v=dQw4w9WgX"onload=alert(1)>`,
    `[a](${youtube}"onmouseover=alert(1))`,
    `<figure class="embed" data-frame="https://evil.example/embed/x?">a</figure>`,
    `<figure class="embed" data-frame="javascript:alert(1)">a</figure>`,
    `<figure class="embed" data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?x=%22">a</figure>`,
    `<figure class="embed" data-frame="https://www.youtube-nocookie.com.evil.example/embed/dQw4w9WgXcQ?">a</figure>`,
    `<iframe src="${player}"></iframe>`,
    '`<figure class="embed" data-frame="https://player.vimeo.com/video/1?">`',
  ])('frames nothing by %j', (source) => {
    expect(html(source)).not.toMatch(/<iframe|<[^>]* (?:data-frame|on\w+)=|="javascript/)
    expect(frameOrigins(html(source))).toEqual([])
  })

  test('with a title that tries to break out stays text', () => {
    expect(html(`[</figcaption><script>alert(1)</script>"](${youtube})`)).not.toContain('<script')
    expect(html(`[a](${youtube} "&quot; onclick=alert(1)")`)).toContain('title="&quot; onclick=alert(1)"')
  })

  test('counts as words, and does not begin the excerpt of a text that has some', () => {
    expect(renderMarkdown(`${youtube}\n\nThe boat sails.`, null)).toMatchObject({ excerpt: 'The boat sails.' })
    expect(renderMarkdown(`[The boat](${youtube})`, null)).toMatchObject({
      excerpt: 'The boat YouTube · youtube.com/watch?v=dQw4w9WgXcQ',
    })
  })
})

describe('a page', () => {
  test('may frame exactly the players that it has', () => {
    expect(frameOrigins(html(`${youtube}\n\nhttps://youtu.be/aaaaaaaaaaa\n\nhttps://vimeo.com/76979871`))).toEqual([
      'https://www.youtube-nocookie.com',
      'https://player.vimeo.com',
    ])
    expect(frameOrigins(html('https://x.com/tide/status/1234567890'))).toEqual([])
    expect(frameOrigins(html(`\`data-frame="${player}"\` <figure data-frame=&quot;${player}&quot;>`))).toEqual([])
  })
})

describe('a feed', () => {
  test('has a plain link', () => {
    expect(plainEmbeds(html(`a\n\n[The *boat*](${youtube})\n\nb`))).toBe(
      `<p>a</p>\n<p>${link(youtube, 'The <em>boat</em>')} (YouTube · youtube.com/watch?v=dQw4w9WgXcQ)</p>\n<p>b</p>`,
    )
    const figure = '<figure class="embed">a</figure>\n<p>b</p>'
    expect(plainEmbeds(html(figure))).toBe(html(figure))
  })
})
