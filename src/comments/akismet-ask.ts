import { cleanLine } from '../text/clean.ts'

/** Where a service outside is asked, and how long it may think: 3 seconds unless told. */
export interface Service {
  endpoint?: string | undefined
  timeoutMs?: number | undefined
  fetch?: typeof fetch | undefined
  userAgent?: string | undefined
}

/** What a service says of our account with it, whatever else it answers. */
export interface Alert {
  code: string
  message: string
}

/**
 * Why there is no answer, in words for a moderator. `retry` false: it will not be another one before a person has
 * put a key, a plan or an address right.
 */
export interface Failed {
  failed: string
  alert?: Alert
  retry: boolean
}

export interface Answer {
  headers: Headers
  text: string
}

/** As much of an answer as is read. */
const MAX_BYTES = 65_536

/** Posts a form once. Follows no redirect, waits no longer than told for the last byte, and never throws. */
export async function ask(service: Service, url: string, form: URLSearchParams): Promise<Answer | Failed> {
  const { timeoutMs = 3000, fetch: send = fetch, userAgent = 'Dateline/0.1' } = service
  const controller = new AbortController()
  const { signal } = controller
  // Raced as well: the limit holds for the body, and for a fetch that does not listen to the signal.
  const late = new Promise<Failed>((resolve) => {
    signal.addEventListener('abort', () => resolve(failed(`no answer within ${timeoutMs / 1000} s`, true)))
  })
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  try {
    return await Promise.race([post(send, url, { form, signal, userAgent }), late])
  } catch (error) {
    return failed(`no connection (${error instanceof Error ? error.message : String(error)})`, true)
  } finally {
    clearTimeout(timer)
  }
}

/** A failure whose words may come from outside: one short line. */
export const failed = (why: string, retry: boolean): Failed => ({ failed: cleanLine(why).slice(0, 200), retry })

interface Call {
  form: URLSearchParams
  signal: AbortSignal
  userAgent: string
}

async function post(send: typeof fetch, url: string, { form, signal, userAgent }: Call): Promise<Answer | Failed> {
  const response = await send(url, {
    method: 'POST',
    body: form.toString(),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      'User-Agent': userAgent,
    },
    redirect: 'manual',
    signal,
  })
  const { ok, status, headers } = response
  if (!ok) {
    await response.body?.cancel()
    return failed(`the answer was ${status}`, status >= 500 || status === 408 || status === 429)
  }
  const text = await readText(response)
  return text === null ? failed('the answer was far too long', true) : { headers, text }
}

async function readText({ body }: Response): Promise<string | null> {
  if (!body) return ''
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  while (true) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > MAX_BYTES) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}
