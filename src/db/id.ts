/** A row's key, made before the write so that the answer is known even if the commit's own answer is lost. */
export function newId(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
  // 52 random bits: a safe integer everywhere, never zero in practice, and unguessable enough to be no count.
  return (high & 0xfffff) * 2 ** 32 + low
}
