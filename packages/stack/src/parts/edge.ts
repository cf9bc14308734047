import path from 'node:path'
import { answersHttp, answersUdp } from '../health.ts'
import type { PartContext, PartSpec } from '../part.ts'

/** The two programs at the edge, run by the same start scripts as in production; infra/kamailio and infra/rtpengine document their settings. */

const LOOPBACK = '127.0.0.1'
const listen = (port: number): string => `${LOOPBACK}:${port}`

export function kamailioPart({ ports, paths, sipDomain, sipCredentialSecret }: PartContext): PartSpec {
  return {
    name: 'kamailio',
    command: path.join(paths.root, 'infra/kamailio/start'),
    args: [],
    env: {
      SIP_LISTEN: listen(ports.sip),
      MEDIA_LISTEN: listen(ports.sipInternal),
      WS_LISTEN: listen(ports.sipWebSocket),
      RPC_LISTEN: listen(ports.kamailioRpc),
      MEDIA_NODES: listen(ports.mediaSip),
      SIP_DOMAIN: sipDomain,
      SIP_CREDENTIAL_SECRET: sipCredentialSecret,
      KAMAILIO_RUNTIME_DIR: paths.kamailio,
    },
    isReady: () => answersHttp(`http://${listen(ports.kamailioRpc)}/healthz`),
  }
}

export function rtpenginePart({ ports, paths, rtpPorts }: PartContext): PartSpec {
  return {
    name: 'rtpengine',
    command: path.join(paths.root, 'infra/rtpengine/start'),
    args: [],
    env: {
      NG_LISTEN: listen(ports.rtpengineNg),
      DTMF_LOG_DEST: listen(ports.mediaDtmf),
      RTP_INTERFACE: LOOPBACK,
      RTP_PORT_MIN: String(rtpPorts.min),
      RTP_PORT_MAX: String(rtpPorts.max),
      RECORDING_SPOOL_DIR: paths.recordingSpool,
    },
    isReady: () => answersUdp(ports.rtpengineNg, 'up d7:command4:pinge'),
  }
}
