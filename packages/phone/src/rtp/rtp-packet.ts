/*
 * RFC 3550 5.1
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *  |                           timestamp                           |
 *  |                             SSRC                              |
 */
export const RTP_HEADER_BYTES = 12

export type RtpHeader = {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequence: number
  readonly timestamp: number
  readonly ssrc: number
}

export function writeRtpHeader(into: Buffer, header: RtpHeader): void {
  into[0] = 0x80
  into[1] = (header.marker ? 0x80 : 0) | header.payloadType
  into.writeUInt16BE(header.sequence & 0xffff, 2)
  into.writeUInt32BE(header.timestamp >>> 0, 4)
  into.writeUInt32BE(header.ssrc >>> 0, 8)
}

/** Null for what is no RTP packet of version 2. `payload` is a view, not a copy. */
export function parseRtp(packet: Buffer): (RtpHeader & { readonly payload: Uint8Array }) | null {
  if (packet.length < RTP_HEADER_BYTES) return null
  const first = packet[0] ?? 0
  if (first >> 6 !== 2) return null
  let start = RTP_HEADER_BYTES + 4 * (first & 0x0f)
  if ((first & 0x10) !== 0) {
    if (packet.length < start + 4) return null
    start += 4 + 4 * packet.readUInt16BE(start + 2)
  }
  const padding = (first & 0x20) === 0 ? 0 : (packet[packet.length - 1] ?? 0)
  if (packet.length < start + padding) return null
  const second = packet[1] ?? 0
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(start, packet.length - padding),
  }
}
