import path from 'node:path'
import { answersHttp, answersUdp } from '../health.ts'
import type { MediaNodePart, PartContext, PartSpec } from '../part.ts'

/** The two programs at the edge, run by the same start scripts as in production; infra/kamailio and infra/rtpengine document their settings. */

const LOOPBACK = '127.0.0.1'
const listen = (port: number): string => `${LOOPBACK}:${port}`

export function kamailioPart(context: PartContext): PartSpec {
  const { ports, paths, sipDomain, sipCredentialSecret, mediaNodes } = context
  const nodes = mediaNodes === 2 ? [ports.mediaSip, ports.mediaSip2] : [ports.mediaSip]
  return {
    name: 'kamailio',
    command: path.join(paths.root, 'infra/kamailio/start'),
    args: [],
    env: {
      SIP_LISTEN: listen(ports.sip),
      MEDIA_LISTEN: listen(ports.sipInternal),
      WS_LISTEN: listen(ports.sipWebSocket),
      RPC_LISTEN: listen(ports.kamailioRpc),
      MEDIA_NODES: nodes.map(listen).join(','),
      SIP_DOMAIN: sipDomain,
      SIP_CREDENTIAL_SECRET: sipCredentialSecret,
      KAMAILIO_RUNTIME_DIR: paths.kamailio,
    },
    isReady: () => answersHttp(`http://${listen(ports.kamailioRpc)}/healthz`),
  }
}

/** Two rtpengines of one machine share its ports for voice. */
export function rtpenginePart({ ports, paths, rtpPorts, mediaNodes }: PartContext, node: MediaNodePart): PartSpec {
  const isFirst = node === 'media'
  const middle = rtpPorts.min + Math.floor((rtpPorts.max - rtpPorts.min) / 2)
  const voice = mediaNodes === 1 ? rtpPorts : isFirst ? { ...rtpPorts, max: middle } : { ...rtpPorts, min: middle + 1 }
  const ng = isFirst ? ports.rtpengineNg : ports.rtpengineNg2
  return {
    name: isFirst ? 'rtpengine' : 'rtpengine2',
    command: path.join(paths.root, 'infra/rtpengine/start'),
    args: [],
    env: {
      NG_LISTEN: listen(ng),
      DTMF_LOG_DEST: listen(isFirst ? ports.mediaDtmf : ports.mediaDtmf2),
      RTP_INTERFACE: LOOPBACK,
      RTP_PORT_MIN: String(voice.min),
      RTP_PORT_MAX: String(voice.max),
      RECORDING_SPOOL_DIR: paths.recordingSpool,
    },
    isReady: () => answersUdp(ng, 'up d7:command4:pinge'),
  }
}
