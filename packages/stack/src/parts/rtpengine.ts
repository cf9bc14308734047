import { createSocket } from 'node:dgram'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child-process.ts'
import type { RunningPart } from './part.ts'

export type RtpengineOptions = {
  /** `ADDRESS:PORT` of the NG control protocol, UDP. */
  readonly ngListen: string
  /** Where each DTMF digit is reported, UDP. */
  readonly dtmfLogDestination: string
  /** Address that media flows to, or `INTERNAL!EXTERNAL` behind NAT. */
  readonly rtpInterface: string
  readonly rtpPortMin: number
  readonly rtpPortMax: number
  readonly recordingSpoolDir: string
  readonly onLine?: (line: string) => void
  /** Any other setting of infra/rtpengine/start. */
  readonly settings?: Readonly<Record<string, string>>
}

export const RTPENGINE_START = resolve(fileURLToPath(new URL('../../../../infra/rtpengine/start', import.meta.url)))

/** The environment that infra/rtpengine/start reads. */
export function rtpengineEnvironment(options: RtpengineOptions): Record<string, string> {
  return {
    NG_LISTEN: options.ngListen,
    DTMF_LOG_DEST: options.dtmfLogDestination,
    RTP_INTERFACE: options.rtpInterface,
    RTP_PORT_MIN: String(options.rtpPortMin),
    RTP_PORT_MAX: String(options.rtpPortMax),
    RECORDING_SPOOL_DIR: options.recordingSpoolDir,
    ...options.settings,
  }
}

/** Starts rtpengine; it is up when it answers an NG ping. */
export function startRtpengine(options: RtpengineOptions): Promise<RunningPart> {
  return startChild({
    name: 'rtpengine',
    command: RTPENGINE_START,
    env: rtpengineEnvironment(options),
    isUp: () => answersPing(options.ngListen),
    ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
  })
}

function answersPing(ngListen: string): Promise<boolean> {
  const colon = ngListen.lastIndexOf(':')
  const socket = createSocket('udp4')
  return new Promise((resolveAnswer) => {
    const finish = (answer: boolean): void => {
      clearTimeout(timer)
      socket.close()
      resolveAnswer(answer)
    }
    const timer = setTimeout(() => {
      finish(false)
    }, 300)
    socket.once('error', () => {
      finish(false)
    })
    socket.once('message', (message) => {
      finish(message.includes('4:pong'))
    })
    socket.send('up d7:command4:pinge', Number(ngListen.slice(colon + 1)), ngListen.slice(0, colon))
  })
}
