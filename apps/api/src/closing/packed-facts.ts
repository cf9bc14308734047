import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { InvariantError } from '@seatline/core'

export type PackedFacts = { readonly facts: Uint8Array<ArrayBuffer>; readonly sha256: string }

/** Facts as bytes: JSON that keeps whole numbers of any size and maps, compressed. The same facts give the same digest. */
export function packFacts(facts: unknown): PackedFacts {
  const text = JSON.stringify(facts, writeValue)
  return { facts: new Uint8Array(gzipSync(text)), sha256: digestOf(text) }
}

/** What was packed. Throws when it is not what was packed. */
export function unpackFacts(packed: PackedFacts): unknown {
  const text = gunzipSync(packed.facts).toString('utf8')
  if (digestOf(text) !== packed.sha256)
    throw new InvariantError('the facts of an invoice are not what they were when it was made')
  return JSON.parse(text, readValue) as unknown
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function writeValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $whole: value.toString() }
  if (value instanceof Map) return { $map: [...(value as Map<unknown, unknown>)] }
  return value
}

function readValue(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('$whole' in value && typeof value.$whole === 'string') return BigInt(value.$whole)
  if ('$map' in value && Array.isArray(value.$map)) return new Map(value.$map as [unknown, unknown][])
  return value
}
