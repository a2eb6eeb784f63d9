import type { TokenState } from './facts.ts'

/** Makes or checks a signature; the key is the door's. */
type Sign = (text: string) => Promise<string>

const DAY = 86_400_000

/** A token is the same for everybody for this long, so that a page with it can be kept at the edge. */
const BUCKET = 7 * DAY

/** Pages stay open, and caches serve stale ones: a token is good for this many buckets after its own. */
const GOOD_FOR = 4

const bucketOf = (now: Date) => Math.floor(now.getTime() / BUCKET)

/**
 * Baked into the form of an article's page: says that the form came from there, and about when. It names its article,
 * so that whoever cannot ask the database can still tell that the form is one of ours.
 */
export async function formToken(sign: Sign, articleId: number, now: Date): Promise<string> {
  const claim = `${articleId}.${bucketOf(now)}`
  return `${claim}.${await sign(claim)}`
}

/** The moment from which the page carries the next token. */
export const tokenChangesAt = (now: Date): Date => new Date((bucketOf(now) + 1) * BUCKET)

/** Whether the form came from a page of ours, of whichever article, and however long ago. */
export const isOurs = async (sign: Sign, token: string): Promise<boolean> => (await readToken(sign, token)) !== null

/** What a form's token is worth. Never reason enough to refuse: it is one finding among others. */
export async function tokenState(sign: Sign, articleId: number, token: string, now: Date): Promise<TokenState> {
  if (token === '') return 'missing'
  const said = await readToken(sign, token)
  if (said?.articleId !== articleId) return 'forged'
  const age = bucketOf(now) - said.bucket
  if (age < 0) return 'forged'
  return age > GOOD_FOR ? 'expired' : 'valid'
}

async function readToken(sign: Sign, token: string): Promise<{ articleId: number; bucket: number } | null> {
  const [, claim = '', articleId, bucket, signature] = /^((\d{1,16})\.(\d{1,6}))\.([\w-]{22})$/.exec(token) ?? []
  if (claim === '' || signature !== (await sign(claim))) return null
  return { articleId: Number(articleId), bucket: Number(bucket) }
}
