import { expect } from 'vitest'

/** What an API answer's JSON holds. */
export type Json = Record<string, unknown>

export async function bodyOf(answer: Response): Promise<Json> {
  return JSON.parse(await answer.text())
}

export interface Refusal extends Json {
  errors?: { field: string; problem: string }[]
}

/** Words that only our inside uses: of the database, of the runtime, of the source. */
const inside =
  /SELECT |INSERT |sqlite|D1_|drizzle|constraint|\bat \w+ \(|node_modules|\.tsx?\b|\/src\/|workerd|TypeError/i

/** Checks that an answer is a refusal as every refusal must be, and returns what it says. */
export async function refusal(answer: Response, status: number, type: string): Promise<Refusal> {
  const text = await answer.text()
  expect(answer.status, text).toBe(status)
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(text).not.toMatch(inside)
  const body: Refusal = JSON.parse(text)
  expect(body).toMatchObject({ type: `/problems/${type}`, status })
  expect(body.title).toEqual(expect.any(String))
  return body
}

/** The fields that a 422 names. */
export async function refusedFields(answer: Response): Promise<string[]> {
  const { errors = [] } = await refusal(answer, 422, 'invalid-input')
  for (const { problem } of errors) expect(problem).not.toMatch(/^Invalid |Expected|received/)
  return errors.map(({ field }) => field)
}
