import type { TenantId } from '../ids.ts'
import type { SpeechLocale } from './speech-part.ts'

const PRIME = 0x100000001b3n
const MASK = (1n << 64n) - 1n
/** Two runs from different beginnings: 128 bits. A tenant's files are its own, so that whoever seeks a collision finds only himself. */
const BEGINNINGS = [0xcbf29ce484222325n, 0x9ae16a3b2f90404fn] as const

/** Where a fixed text of a flow lies as a sound once it was spoken, relative to the prompt directory (FNV-1a of the text is its name). */
export function textFile(tenantId: TenantId, locale: SpeechLocale, text: string): string {
  const name = BEGINNINGS.map((beginning) => {
    let hash: bigint = beginning
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      hash = ((hash ^ BigInt(unit & 0xff)) * PRIME) & MASK
      hash = ((hash ^ BigInt(unit >> 8)) * PRIME) & MASK
    }
    return hash.toString(16).padStart(16, '0')
  }).join('')
  return `${tenantId}/_texts/${locale}-${name}.wav`
}
