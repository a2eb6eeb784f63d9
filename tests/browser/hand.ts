import type { Page } from 'playwright-core'

/** A kind of page that readers meet, and the way to one of it. */
export interface Kind {
  name: string
  open(page: Page): Promise<unknown>
}

/** Opens an article and types a comment. */
export async function fillIn(page: Page, path: string, comment: string, email = 'edwin@example.com'): Promise<void> {
  await page.goto(path)
  await fill(page, comment, email)
}

/** Types a comment into the form that is there. */
export async function fill(page: Page, comment: string, email = 'edwin@example.com'): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Edwin Pell')
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByLabel('Comment', { exact: true }).fill(comment)
}

/** Presses the button of that name, and waits for the page that answers. */
export async function press(page: Page, name: string): Promise<void> {
  const answered = page.waitForEvent('load')
  await page.getByRole('button', { name, exact: true }).click()
  await answered
}
