/** So many tokens at a moment. A new call takes one; they grow back with time. */
export type Bucket = { readonly tokens: number; readonly at: number }

/** `perSecond` tokens grow each second, up to `size`. */
export type BucketRule = { readonly perSecond: number; readonly size: number }

/** A tenant's bucket: new calls a second, with a burst of twice that. */
export const bucketRule = (callsPerSecondMax: number): BucketRule => ({
  perSecond: callsPerSecondMax,
  size: callsPerSecondMax * 2,
})

/** The bucket at a later moment; a bucket nobody has used is full. A clock that goes back adds nothing. */
export function refill(bucket: Bucket | undefined, rule: BucketRule, now: number): Bucket {
  if (bucket === undefined) return { tokens: rule.size, at: now }
  const grown = (Math.max(0, now - bucket.at) / 1_000) * rule.perSecond
  return { tokens: Math.min(rule.size, bucket.tokens + grown), at: Math.max(now, bucket.at) }
}

export const take = ({ tokens, at }: Bucket): Bucket => ({ tokens: tokens - 1, at })
