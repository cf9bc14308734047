/** ITU-T G.711 at 8 kHz: one byte a sample. */
export type G711 = {
  readonly name: 'PCMU' | 'PCMA'
  /** Static RTP payload type (RFC 3551 6). */
  readonly payloadType: 0 | 8
  /** The byte that decodes to (nearly) nothing. */
  readonly silence: number
  encode(samples: Int16Array): Uint8Array
  decode(bytes: Uint8Array): Int16Array
}

const BIAS = 0x84
const MAX_ULAW = 32_635

/** One linear sample to mu-law: `S EEE MMMM`, all bits inverted. */
function encodeUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), MAX_ULAW) + BIAS
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7)
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f
  return ~(sign | (exponent << 4) | mantissa) & 0xff
}

function decodeUlaw(byte: number): number {
  const value = ~byte & 0xff
  const magnitude = ((((value & 0x0f) << 3) + BIAS) << ((value >> 4) & 7)) - BIAS
  return (value & 0x80) === 0 ? magnitude : -magnitude
}

/** One linear sample to A-law: `S EEE MMMM` of its upper 13 bits, every other bit inverted (0x55). */
function encodeAlaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  // One's complement for negative samples, so that both halves have the same steps.
  const magnitude = Math.min(sample >= 0 ? sample : ~sample, 32_767) >> 4
  const exponent = magnitude < 16 ? 0 : 31 - Math.clz32(magnitude) - 3
  const mantissa = (exponent <= 1 ? magnitude : magnitude >> (exponent - 1)) & 0x0f
  return (sign | (exponent << 4) | mantissa) ^ 0x55
}

function decodeAlaw(byte: number): number {
  const value = byte ^ 0x55
  const exponent = (value >> 4) & 7
  const mantissa = value & 0x0f
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1)
  return (value & 0x80) === 0 ? -magnitude : magnitude
}

function codec(
  name: G711['name'],
  payloadType: G711['payloadType'],
  encodeSample: (sample: number) => number,
  decodeByte: (byte: number) => number,
): G711 {
  const table = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte))
  return {
    name,
    payloadType,
    silence: encodeSample(0),
    encode: (samples) => Uint8Array.from(samples, encodeSample),
    decode: (bytes) => {
      const samples = new Int16Array(bytes.length)
      for (let i = 0; i < bytes.length; i++) samples[i] = table[bytes[i] ?? 0] ?? 0
      return samples
    },
  }
}

export const PCMU = codec('PCMU', 0, encodeUlaw, decodeUlaw)
export const PCMA = codec('PCMA', 8, encodeAlaw, decodeAlaw)
