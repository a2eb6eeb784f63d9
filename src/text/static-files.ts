/** Where static files are read: the binding, or what stands for it in a test. */
export type Files = Pick<Fetcher, 'fetch'>

/** A static file. Throws when it is not there. */
export async function staticFile(files: Files | undefined, path: string): Promise<Response> {
  const answer = await files?.fetch(`https://assets.invalid${path}`)
  if (!answer?.ok) throw new Error(`${path} answered ${answer?.status ?? 'nothing: there are no static files'}`)
  return answer
}

/**
 * What `load` reads of the static files, once an isolate. False when that failed, which is logged; the next request
 * tries again. No request waits for what another one began: workerd would not let it.
 */
export function onceAnIsolate(what: string, load: (files: Files | undefined) => Promise<unknown>) {
  let isLoaded = false
  return async (files: Files | undefined): Promise<boolean> => {
    if (isLoaded) return true
    try {
      await load(files)
      isLoaded = true
    } catch (error) {
      console.error(JSON.stringify({ event: `${what}-not-loaded`, message: String(error) }))
    }
    return isLoaded
  }
}
