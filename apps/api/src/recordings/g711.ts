/** Static payload types of RFC 3551 6. */
const PCMU = 0
const PCMA = 8

/** The samples of one G.711 payload, 16 bit, 8 kHz; null when the payload is something else (a telephone event, comfort noise). */
export function decodeG711(payloadType: number, payload: Buffer): Int16Array | null {
  const table = payloadType === PCMU ? FROM_ULAW : payloadType === PCMA ? FROM_ALAW : null
  if (table === null) return null
  const samples = new Int16Array(payload.length)
  for (let index = 0; index < payload.length; index++) samples[index] = table[payload[index] ?? 0] ?? 0
  return samples
}

const FROM_ULAW = Int16Array.from({ length: 256 }, (_, code) => decodeUlaw(code))
const FROM_ALAW = Int16Array.from({ length: 256 }, (_, code) => decodeAlaw(code))

/** ITU-T G.711, mu-law: inverted bits; sign, three bits of segment, four of mantissa; a bias of 33 in 14 bits, 132 in 16. */
function decodeUlaw(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 0x07)) - 132
  return (bits & 0x80) === 0 ? magnitude : -magnitude
}

/** ITU-T G.711, A-law: every second bit inverted; the first segment is linear. */
function decodeAlaw(code: number): number {
  const bits = code ^ 0x55
  const segment = (bits >> 4) & 0x07
  const mantissa = (bits & 0x0f) << 4
  const magnitude = segment === 0 ? mantissa + 8 : (mantissa + 0x108) << (segment - 1)
  return (bits & 0x80) === 0 ? -magnitude : magnitude
}
