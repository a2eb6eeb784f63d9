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

/** What to ask: a page, a form sent with each time another number in it, or a write by the API. */
export interface Asked {
  path: string
  form?: (number: number) => URLSearchParams
  write?: { method: 'POST' | 'PATCH'; token: string; body: (number: number) => object }
  /** Requests at a time, where fewer than usual. */
  connections?: number
}

/** Asks again and again over a few kept connections. Every answer must be 200, of a form 303, of a POST 201. */
export async function load(running: Running, asked: Asked, requests: number): Promise<Run> {
  const { connections = CONNECTIONS } = asked
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const before = cpuOf(running.pid)
  const started = performance.now()
  let left = requests
  const worker = async () => {
    while (left-- > 0) await once(agent, running.url, asked, left)
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return { requests, seconds, cpu: (cpuOf(running.pid) - before) / requests, perSecond: requests / seconds }
}

function once(agent: Agent, url: URL, { path, form, write }: Asked, number: number): Promise<void> {
  const method = form ? 'POST' : (write?.method ?? 'GET')
  const good = form ? 303 : method === 'POST' ? 201 : 200
  const headers = {
    ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ...(write && { 'Content-Type': 'application/json', Authorization: `Bearer ${write.token}` }),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname: url.hostname, port: url.port, path, method, headers }, (answer) => {
      if (answer.statusCode !== good) reject(new Error(`${path}: ${answer.statusCode}`))
      answer.resume().on('end', resolve)
    })
    sent.on('error', reject).end(write ? JSON.stringify(write.body(number)) : form?.(number).toString())
  })
}

/** The middle of some numbers. */
export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
