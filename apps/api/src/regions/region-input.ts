import { comparableStart } from '@seatline/core'
import { z } from 'zod'
import type { InputIssue } from '../user-errors.ts'

export type Region = { readonly name: string; readonly prefixes: readonly string[] }
export const regionsSchema = z.array(z.object({ name: z.string(), prefixes: z.array(z.string()) }))

const REGIONS_MAX = 500
const PREFIXES_MAX = 2_000

/** The beginning of a number as calls compare it: 010, +86 10 and 10 are one. */
const prefixField = z.string().transform((sent, context) => {
  const start = comparableStart(sent)
  if (start !== null && start !== '' && start.length <= 15) return start
  context.addIssue({
    code: 'custom',
    message: 'Write how numbers of the region begin, such as 010 or +852: digits only.',
    params: { code: 'prefix.notANumber' },
  })
  return z.NEVER
})

export const regionInputSchema = z.object({
  name: z.string().trim().min(1, 'Give the region a name.').max(60, 'Use at most 60 characters.'),
  prefixes: z
    .array(prefixField)
    .min(1, 'Give at least one beginning of numbers.')
    .max(PREFIXES_MAX, `Give at most ${String(PREFIXES_MAX)}.`),
})
export const regionsInputSchema = z.object({
  regions: z.array(regionInputSchema).max(REGIONS_MAX, `There can be ${String(REGIONS_MAX)} at most.`),
})

/** A number is of one region: nothing stands in the list twice. */
export function issuesTwice(regions: readonly Region[]): readonly InputIssue[] {
  const ownerOf = new Map<string, { readonly name: string; readonly at: number }>()
  return regions.flatMap(({ name, prefixes }, at) => {
    const sameName = regions.findIndex((other) => other.name === name) < at
    return [
      ...(sameName
        ? [
            {
              field: `regions.${String(at)}.name`,
              code: 'region.twice',
              message: 'There are two regions of this name.',
            },
          ]
        : []),
      ...prefixes.flatMap((prefix, place) => {
        const owner = ownerOf.get(prefix)
        if (owner === undefined) ownerOf.set(prefix, { name, at })
        return owner === undefined
          ? []
          : [
              {
                field: `regions.${String(at)}.prefixes.${String(place)}`,
                code: 'prefix.twice',
                message: `${prefix} stands for ${owner.name} already. A number is of one region.`,
              },
            ]
      }),
    ]
  })
}
