import { type Call, type FaultyServer, type Reply, startFaultyServer, type TransportFault } from './akismet-server.ts'

/** Faults, and answers of their own. `busy`: 429, with a time; `refuse`: it will never take that. */
export type TellingFault = TransportFault | 'busy' | 'refuse' | 'unknown-key'

const answers: Partial<Record<TellingFault, Reply>> = {
  busy: { status: 429, headers: { 'Retry-After': '1800' }, body: 'Slower, please' },
  refuse: { status: 422, body: 'Not one of ours' },
  'unknown-key': { status: 403, body: 'No such key' },
}

/**
 * A WebSub hub on this machine, as publishers know one (https://www.w3.org/TR/websub/): it comes for each feed it is
 * told of, by `come`, and keeps what it found in `found`.
 */
export async function startHub(
  come: (url: string) => Promise<string>,
): Promise<FaultyServer<TellingFault> & { found: Map<string, Promise<string>> }> {
  const found = new Map<string, Promise<string>>()
  const server = await startFaultyServer<TellingFault>('/hub', (call, fault) => {
    const own = fault && answers[fault]
    if (own) return own
    const topic = call.form.get('hub.url')
    const isForm = call.headers['content-type'] === 'application/x-www-form-urlencoded'
    if (call.method !== 'POST' || !isForm || call.form.get('hub.mode') !== 'publish' || !topic)
      return { status: 400, body: 'Not a publication' }
    found.set(topic, come(topic))
    return { status: 204, body: '' }
  })
  return { ...server, found }
}

/** What IndexNow is told (https://www.indexnow.org/documentation). */
export interface Submission {
  host: string
  key: string
  keyLocation: string
  urlList: string[]
}

/** IndexNow's end of it on this machine: 202 to a new key, 400, and 422 for what is not of that host. */
export function startIndexNow(): Promise<FaultyServer<TellingFault>> {
  const known = new Set<string>()
  return startFaultyServer<TellingFault>('/indexnow', (call, fault) => (fault && answers[fault]) ?? accept(call, known))
}

export const submissions = ({ calls }: { calls: Call[] }): Submission[] => calls.map(({ body }) => JSON.parse(body))

function accept(call: Call, known: Set<string>): Reply {
  if (call.method !== 'POST' || call.headers['content-type'] !== 'application/json; charset=utf-8')
    return { status: 400, body: 'Bad request' }
  const { host, key, keyLocation, urlList }: Submission = JSON.parse(call.body)
  const isKey = /^[\da-fA-F-]{8,128}$/.test(key) && keyLocation === `https://${host}/${key}.txt`
  const ours = urlList.length > 0 && urlList.length <= 10_000 && urlList.every((url) => new URL(url).host === host)
  if (!isKey || !ours) return { status: 422, body: 'Unprocessable' }
  const status = known.has(key) ? 200 : 202
  known.add(key)
  return { status, body: '' }
}
