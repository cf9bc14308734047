import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Networks that are nobody's on the Internet, or lead back to us (IANA special-purpose registries; RFC 6890, 4193, 3927). */
const NOT_PUBLIC_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Of IPv6 only 2000::/3 is the Internet; these parts of it are documentation, or carry IPv4 addresses inside. */
const NOT_PUBLIC_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const notPublicV4 = new BlockList()
for (const [network, bits] of NOT_PUBLIC_V4) notPublicV4.addSubnet(network, bits, 'ipv4')
const notPublicV6 = new BlockList()
for (const [network, bits] of NOT_PUBLIC_V6) notPublicV6.addSubnet(network, bits, 'ipv6')
const internetV6 = new BlockList()
internetV6.addSubnet('2000::', 3, 'ipv6')

/** An address of the Internet: not ours, not a neighbour's, not a cloud's metadata service, and no IPv4 address in the clothes of IPv6. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !notPublicV4.check(address, 'ipv4')
  if (family === 6) return internetV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6')
  return false
}

export type Resolve = (host: string) => Promise<readonly string[]>

const resolveByDns: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/** Why a request is not made at all. */
export class AddressRefusedError extends Error {
  readonly code = 'http.addressRefused'
}

export type Endpoint = { readonly url: URL; readonly address: string }

/**
 * The one address that a request may go to. All addresses of the name must be public: a name that has one of ours too is somebody's trick. The address found here is
 * the one that is connected to; the name is not asked for again.
 */
export async function endpointOf(
  text: string,
  options: { readonly allowed: ReadonlySet<string>; readonly resolve?: Resolve },
): Promise<Endpoint> {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new AddressRefusedError('only http and https are called')
  if (url.username !== '' || url.password !== '') throw new AddressRefusedError('a URL may not hold a password')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (options.allowed.has(url.host)) return { url, address: host }
  const addresses = isIP(host) === 0 ? await (options.resolve ?? resolveByDns)(host) : [host]
  const [address] = addresses
  if (address === undefined || !addresses.every(isPublicAddress))
    throw new AddressRefusedError('the address is not a public one')
  return { url, address }
}
