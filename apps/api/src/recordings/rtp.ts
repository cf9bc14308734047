/** An RTP packet as it came to one of rtpengine's ports. */
export type RtpPacket = {
  readonly destinationPort: number
  readonly payloadType: number
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Buffer
}

const UDP = 17
const IPV6_HEADER = 40

/** Reads IP, UDP and RTP; null for whatever is not RTP. */
export function readRtp(ip: Buffer): RtpPacket | null {
  const udp = udpOf(ip)
  if (udp === null || udp.length < 8) return null
  const length = Math.min(udp.readUInt16BE(4), udp.length)
  return rtpOf(udp.subarray(8, length), udp.readUInt16BE(2))
}

function udpOf(ip: Buffer): Buffer | null {
  if (ip.length < 20) return null
  const version = (ip[0] ?? 0) >> 4
  if (version === 4) return ip[9] === UDP ? ip.subarray(((ip[0] ?? 0) & 0x0f) * 4) : null
  // Extension headers do not occur in what rtpengine writes.
  if (version === 6) return ip[6] === UDP ? ip.subarray(IPV6_HEADER) : null
  return null
}

/**
 * RFC 3550 5.1:
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *    |                           timestamp                           |
 *    |                             SSRC                              |
 */
function rtpOf(data: Buffer, destinationPort: number): RtpPacket | null {
  if (data.length < 12) return null
  const first = data[0] ?? 0
  const second = data[1] ?? 0
  if (first >> 6 !== 2) return null
  // RFC 5761 4: on a shared port, RTCP's packet types 192-223 stand where RTP has marker and payload type.
  if (second >= 192 && second <= 223) return null
  let start = 12 + (first & 0x0f) * 4
  if ((first & 0x10) !== 0) {
    if (data.length < start + 4) return null
    start += 4 + data.readUInt16BE(start + 2) * 4
  }
  const padding = (first & 0x20) === 0 ? 0 : (data[data.length - 1] ?? 0)
  const end = data.length - padding
  if (end < start) return null
  return {
    destinationPort,
    payloadType: second & 0x7f,
    sequence: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    ssrc: data.readUInt32BE(8),
    payload: data.subarray(start, end),
  }
}
