import { TcpTransport, UserAgent } from '@seatline/sip'
import type { MediaConfig } from '../config.ts'

/** Our side of every dialog; all requests go through the edge. */
export function createUserAgent(config: MediaConfig): UserAgent {
  return new UserAgent({
    transport: new TcpTransport({
      listen: config.MEDIA_SIP_LISTEN,
      nextHop: config.MEDIA_PROXY,
      localAddress: null,
      persistent: false,
    }),
    user: 'media',
    domain: config.SIP_DOMAIN,
    contactHost: config.MEDIA_ADDRESS,
    contactPort: config.MEDIA_SIP_LISTEN.port,
    product: 'Seatline',
    credentials: null,
  })
}
