import { answersHttp, answersUdp } from '../health.ts'
import type { PartContext, PartSpec } from '../part.ts'
import { KAMAILIO_START, kamailioEnvironment } from './kamailio.ts'
import { RTPENGINE_START, rtpengineEnvironment } from './rtpengine.ts'

/** The two programs at the edge, run from the same start scripts as in production. */

const LOOPBACK = '127.0.0.1'
const listen = (port: number): string => `${LOOPBACK}:${port}`

export function kamailioPart(context: PartContext): PartSpec {
  const { ports } = context
  return {
    name: 'kamailio',
    command: KAMAILIO_START,
    args: [],
    env: kamailioEnvironment({
      sipListen: listen(ports.sip),
      mediaListen: listen(ports.sipInternal),
      webSocketListen: listen(ports.sipWebSocket),
      rpcListen: listen(ports.kamailioRpc),
      mediaNodes: [listen(ports.mediaSip)],
      sipDomain: context.sipDomain,
      credentialSecret: context.sipCredentialSecret,
      runtimeDir: context.paths.kamailio,
    }),
    isReady: () => answersHttp(`http://${listen(ports.kamailioRpc)}/healthz`),
  }
}

export function rtpenginePart(context: PartContext): PartSpec {
  const { ports } = context
  return {
    name: 'rtpengine',
    command: RTPENGINE_START,
    args: [],
    env: rtpengineEnvironment({
      ngListen: listen(ports.rtpengineNg),
      dtmfLogDestination: listen(ports.mediaDtmf),
      rtpInterface: LOOPBACK,
      rtpPortMin: context.rtpPorts.min,
      rtpPortMax: context.rtpPorts.max,
      recordingSpoolDir: context.paths.recordingSpool,
    }),
    isReady: () => answersUdp(ports.rtpengineNg, 'up d7:command4:pinge'),
  }
}
