import { afterAll, beforeAll, expect, test } from 'vitest'
import { look } from './audit.ts'
import { sampleOf } from './kinds.ts'
import { openStand, type Stand } from './support.ts'

let stand: Stand
let path: string
beforeAll(async () => {
  stand = await openStand()
  path = (await sampleOf(stand.server)).find((article) => article.path.includes('leave-the-clock'))?.path ?? ''
})
afterAll(() => stand.close())

test.each([
  ['de', 'Kommentar schreiben', 'Bitte nennen Sie Ihren Namen.'],
  ['es', 'Deje un comentario', 'Díganos su nombre, por favor.'],
])(
  'an article and its form in %s fit the smallest windows, and axe finds nothing',
  async (language, heading, refusal) => {
    const headers = { Authorization: `Bearer ${await stand.server.token()}`, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ identity: { language } })
    expect((await stand.server.fetch('/api/settings', { method: 'PATCH', headers, body })).status).toBe(200)
    const { page } = await stand.reader()
    await page.setViewportSize({ width: 360, height: 800 })
    await page.goto(path)
    expect(await page.getByRole('heading', { name: heading, exact: true }).count()).toBe(1)
    const clean = { light: [], dark: [], overflow: { 320: 0, 360: 0, 1440: 0 } }
    expect(await look(page)).toMatchObject(clean)
    await page.locator('#reply form').evaluate((form: HTMLFormElement) => {
      form.noValidate = true
    })
    const answered = page.waitForEvent('load')
    await page.locator('#reply .buttons .button').first().click()
    await answered
    expect(await page.getByText(refusal).count()).toBeGreaterThan(0)
    expect(await look(page)).toMatchObject(clean)
  },
)
