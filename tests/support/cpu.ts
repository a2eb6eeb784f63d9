/** Work's result, and what it cost in ms of this process's processor time: a machine busy with other things changes it little. */
export async function cpuOf<T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, result }
}
