/** Makes a signature; the key is the door's. */
export type Sign = (text: string) => Promise<string>

/** What a link says: whom or what it is about, and until when it is good (in seconds, as text). */
export const claimOf = (subject: string | number, until: Date): string =>
  `${subject}.${Math.floor(until.getTime() / 1000)}`

/** A path with a claim that only we can make, good at this path alone. */
export const signedPath = async (sign: Sign, path: string, claim: string): Promise<string> =>
  `${path}?key=${claim}.${await sign(`${path}?${claim}`)}`

/** What a key says, when it is ours and of this path; else null. It may be past its time. */
export async function readKey(sign: Sign, path: string, key: string): Promise<{ subject: string; until: Date } | null> {
  const [, claim = '', subject = '', seconds = '', signature] =
    /^(([\w-]{1,60})\.(\d{1,11}))\.([\w-]{22})$/.exec(key) ?? []
  if (claim === '' || signature !== (await sign(`${path}?${claim}`))) return null
  return { subject, until: new Date(Number(seconds) * 1000) }
}
