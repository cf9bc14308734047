import type { AcdOutcome } from '../acd/step-types.ts'

/**
 * What a step decided, in a few characters: the same effects, facts and reason give the same, to the last bit, and others practically never. FNV-1a in two lanes of 32
 * bits over the JSON; it need not stand up to forgery, so nothing slower is wanted on the way of every call.
 */
export function decisionDigest({ effects, facts, ignored }: AcdOutcome): string {
  const text = JSON.stringify([effects, facts, ignored])
  return lane(text, 0x811c9dc5).toString(36) + '-' + lane(text, 0x01000193).toString(36)
}

const FNV_PRIME = 0x01000193

function lane(text: string, basis: number): number {
  let hash = basis
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    hash = Math.imul(hash ^ (unit & 0xff), FNV_PRIME)
    hash = Math.imul(hash ^ (unit >>> 8), FNV_PRIME)
  }
  return hash >>> 0
}
