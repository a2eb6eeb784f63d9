import type { Page } from 'playwright-core'
import type { Server } from '../support/server.ts'
import { type Kind, press } from './hand.ts'
import { writeLetters } from './letters.ts'

/** The pages to which letters lead, and one's own published comment. In this order: some end what the ones before ask. */
export async function mailedKinds(server: Server, path: string): Promise<Kind[]> {
  const links = await writeLetters(server, path)
  const at = (name: string, link: string): Kind => ({ name, open: (page) => page.goto(link) })
  const pressed = (name: string, link: string, button: string): Kind => ({
    name,
    open: (page) => pressAt(page, link, button),
  })
  return [
    at('published', links.own),
    at('approve', links.approve),
    at('spam', links.spam),
    at('trash', links.trash),
    pressed('approved', links.approve, 'Approve'),
    {
      name: 'decided',
      open: async (page) => {
        await pressAt(page, links.approve, 'Approve')
        await page.goto(links.spam)
      },
    },
    at('confirm', links.confirm),
    pressed('confirmed', links.confirm, 'Yes, send me mail'),
    at('unsubscribe', links.end),
    pressed('unsubscribed', links.end, 'No more mail'),
    { name: 'asked', open: (page) => askForCopy(page, 'edwin@example.com') },
    { name: 'misasked', open: (page) => askForCopy(page, 'edwin@harbour') },
    at('copy', links.copy),
    pressed('erased', links.copy, 'Erase all of this'),
    at('nothing-kept', links.copy),
  ]
}

// Pressed before, the button is no longer there, and the page says what came of it.
async function pressAt(page: Page, link: string, button: string): Promise<void> {
  await page.goto(link)
  if ((await page.getByRole('button', { name: button, exact: true }).count()) > 0) await press(page, button)
}

async function askForCopy(page: Page, email: string): Promise<void> {
  await page.goto('/privacy')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await press(page, 'Send me a link')
}
