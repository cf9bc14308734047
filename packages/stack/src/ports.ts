import dgram from 'node:dgram'
import net from 'node:net'
import { describePortOwner } from './port-owner.ts'
import { StackError } from './stack-error.ts'

/** One table for all ports: name, distance from the base, transports, and who listens. */
const PORT_TABLE = [
  { name: 'web', offset: 0, transports: ['tcp'], user: 'the web server (API and portal)' },
  { name: 'identity', offset: 1, transports: ['tcp'], user: 'the development identity provider' },
  { name: 'postgres', offset: 2, transports: ['tcp'], user: 'PostgreSQL' },
  { name: 'redis', offset: 3, transports: ['tcp'], user: 'Redis' },
  { name: 'mediaHttp', offset: 4, transports: ['tcp'], user: "the media service's health page" },
  { name: 'kamailioRpc', offset: 5, transports: ['tcp'], user: "Kamailio's control port" },
  { name: 'sipWebSocket', offset: 6, transports: ['tcp'], user: "Kamailio's WebSocket for browser phones" },
  { name: 'workerHttp', offset: 7, transports: ['tcp'], user: "the worker's health page" },
  { name: 'mediaHttp2', offset: 8, transports: ['tcp'], user: "the second media node's health page" },
  { name: 'sip', offset: 10, transports: ['tcp', 'udp'], user: "Kamailio's SIP port" },
  { name: 'sipInternal', offset: 11, transports: ['tcp'], user: "Kamailio's internal SIP port" },
  { name: 'mediaSip', offset: 12, transports: ['tcp'], user: "the media service's SIP port" },
  { name: 'mediaSip2', offset: 13, transports: ['tcp'], user: "the second media node's SIP port" },
  { name: 'rtpengineNg', offset: 20, transports: ['udp'], user: "rtpengine's control port" },
  { name: 'mediaDtmf', offset: 21, transports: ['udp'], user: "the media service's DTMF port" },
  { name: 'rtpengineNg2', offset: 22, transports: ['udp'], user: "the second rtpengine's control port" },
  { name: 'mediaDtmf2', offset: 23, transports: ['udp'], user: "the second media node's DTMF port" },
] as const

export type PortName = (typeof PORT_TABLE)[number]['name']
export type Ports = Readonly<Record<PortName, number>>
type Transport = 'tcp' | 'udp'

export const DEFAULT_PORT_BASE = 4400

export function portsFrom(base: number): Ports {
  return Object.fromEntries(PORT_TABLE.map(({ name, offset }) => [name, base + offset])) as Ports
}

/** Says of the first port that is taken who holds it and how to go round it. Parts that are left out need no port. */
export async function assertPortsFree(base: number, needed: (name: PortName) => boolean): Promise<void> {
  const wanted = PORT_TABLE.filter(({ name }) => needed(name)).flatMap(({ offset, transports, user }) =>
    transports.map((transport: Transport) => ({ port: base + offset, transport, user })),
  )
  const free = await Promise.all(wanted.map(({ port, transport }) => isFree(port, transport)))
  const taken = wanted.find((_port, index) => free[index] === false)
  if (taken === undefined) return
  const owner = describePortOwner(taken.port, taken.transport)
  throw new StackError(
    `Port ${taken.port}/${taken.transport}, wanted by ${taken.user}, is already used by ${owner}: ` +
      `stop that, or choose another block of ports, for example SEATLINE_PORT_BASE=${base + 100}.`,
  )
}

function isFree(port: number, transport: Transport): Promise<boolean> {
  return transport === 'tcp' ? isTcpFree(port) : isUdpFree(port)
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)))
  })
}
