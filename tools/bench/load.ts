import { Agent, request } from 'node:http'
import { cpuOf, type Running } from './workers.ts'

/** What some requests cost. */
export interface Run {
  requests: number
  seconds: number
  /** Milliseconds of the server's CPU a request. */
  cpu: number
  perSecond: number
}

const CONNECTIONS = 8

/** Asks for a path again and again over a few kept connections. Every answer must be 200. */
export async function load(running: Running, path: string, requests: number): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const before = cpuOf(running.pid)
  const started = performance.now()
  let left = requests
  const worker = async () => {
    while (left-- > 0) await once(agent, running.url, path)
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { requests, seconds, cpu: (cpuOf(running.pid) - before) / requests, perSecond: requests / seconds }
}

function once(agent: Agent, url: URL, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, hostname: url.hostname, port: url.port, path }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`))
      answer.resume().on('end', resolve)
    })
    asked.on('error', reject).end()
  })
}

/** The middle of some numbers. */
export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
