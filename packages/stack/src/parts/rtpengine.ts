import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

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
