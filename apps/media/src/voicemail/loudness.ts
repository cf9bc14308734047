const HEADER = 12
const PCMU = 0
const PCMA = 8

/** The loudest sample of a packet of G.711 (RFC 3550, 3551), of 32,767; 0 for anything else. */
export function loudestOf(packet: Buffer): number {
  const payload = (packet[1] ?? 0) & 0x7f
  const decode = payload === PCMU ? loudnessOfMu : payload === PCMA ? loudnessOfA : null
  if (decode === null || packet.length <= HEADER) return 0
  const start = HEADER + ((packet[0] ?? 0) & 0x0f) * 4
  let loudest = 0
  for (let at = start; at < packet.length; at++) loudest = Math.max(loudest, decode(packet[at] ?? 0))
  return loudest
}

/** ITU-T G.711: sign, exponent and mantissa; the sign does not matter here. */
function loudnessOfMu(byte: number): number {
  const code = ~byte & 0x7f
  return (((code & 0x0f) * 2 + 33) << (code >> 4)) * 4 - 132
}

function loudnessOfA(byte: number): number {
  const code = (byte ^ 0x55) & 0x7f
  const exponent = code >> 4
  const mantissa = (code & 0x0f) * 2 + 1
  return (exponent === 0 ? mantissa : (mantissa + 32) << (exponent - 1)) * 8
}
