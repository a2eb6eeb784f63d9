/** A story that failed, and what was seen at its end. */
export interface Failed<Step> {
  story: readonly Step[]
  why: string
}

/**
 * The shortest story found that still fails: it ends at the step that failed, and loses halves, then quarters, then
 * single steps, as long as there is time. `run` answers how a story failed, cut behind that step, or null.
 */
export async function shrink<Step>(
  failed: Failed<Step>,
  run: (story: readonly Step[]) => Promise<Failed<Step> | null>,
  until: number,
): Promise<Failed<Step>> {
  let best = failed
  let size = Math.ceil(best.story.length / 2)
  while (Date.now() < until) {
    const shorter = await withoutSome(best, size, run, until)
    const isShorter = shorter.story.length < best.story.length
    best = shorter
    if (size === 1 && !isShorter) break
    size = Math.max(1, Math.min(Math.ceil(size / 2), best.story.length))
  }
  return best
}

async function withoutSome<Step>(
  failed: Failed<Step>,
  size: number,
  run: (story: readonly Step[]) => Promise<Failed<Step> | null>,
  until: number,
): Promise<Failed<Step>> {
  let best = failed
  // From behind, for what made it fail is more often near the end.
  for (let end = best.story.length; end > 0 && Date.now() < until; end -= size) {
    const rest = [...best.story.slice(0, Math.max(0, end - size)), ...best.story.slice(end)]
    const again = rest.length > 0 && rest.length < best.story.length ? await run(rest) : null
    if (again) best = again
    end = Math.min(end, best.story.length + size)
  }
  return best
}
