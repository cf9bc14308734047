/** Static payload types of G.711 (RFC 3551 6): PCMU 0, PCMA 8. */
const G711 = new Set(['0', '8'])

/**
 * Puts PCMU and PCMA at the front of the audio line, in the order the other side gave. Telephone networks carry G.711, so nothing has to be transcoded.
 * SDP without G.711 comes back unchanged.
 */
export function g711First(sdp: string): string {
  return sdp
    .split('\r\n')
    .map((line) => {
      if (!line.startsWith('m=audio ')) return line
      const [media, port, protocol, ...payloads] = line.split(' ')
      const preferred = payloads.filter((payload) => G711.has(payload))
      const others = payloads.filter((payload) => !G711.has(payload))
      return [media, port, protocol, ...preferred, ...others].join(' ')
    })
    .join('\r\n')
}
