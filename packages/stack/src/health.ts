import dgram from 'node:dgram'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 60
const ATTEMPT_MS = 2_000

/** Asks until the answer is true; false when `timeoutMs` is over or `given up` is aborted. */
export async function poll(isTrue: () => Promise<boolean>, timeoutMs: number, givenUp: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!givenUp.aborted && performance.now() < deadline) {
    if (await isTrue()) return true
    await delay(POLL_MS)
  }
  return false
}

/** True when the address answers with a 2xx status. */
export async function answersHttp(url: string, init: RequestInit = {}): Promise<boolean> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ATTEMPT_MS) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

export function acceptsTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    const done = (accepted: boolean): void => {
      socket.destroy()
      resolve(accepted)
    }
    socket.setTimeout(ATTEMPT_MS, () => done(false))
    socket.once('connect', () => done(true)).once('error', () => done(false))
  })
}

/** Sends one datagram and tells whether any answer comes back within the time of one attempt. */
export function answersUdp(port: number, request: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4')
    const done = (answered: boolean): void => {
      clearTimeout(timer)
      socket.close()
      resolve(answered)
    }
    const timer = setTimeout(() => done(false), 500)
    socket.once('message', () => done(true)).once('error', () => done(false))
    socket.connect(port, '127.0.0.1', () => socket.send(request))
  })
}
