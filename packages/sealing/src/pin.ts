import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** RFC 7914. About 50 ms of one core: a menu asks at most a few times in a call, and who steals the hashes has years of work for each. */
const COST = { N: 16_384, r: 8, p: 1 }
const KEY_BYTES = 32
const SALT_BYTES = 16

/** A PIN as it is kept, `scrypt$N$r$p$salt$hash`: never itself. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const { N, r, p } = COST
  const key = await derive(pin, salt, COST)
  return ['scrypt', N, r, p, salt.toString('base64'), key.toString('base64')].join('$')
}

/** Whether the digits are the PIN that was kept. */
export async function isPin(digits: string, kept: string): Promise<boolean> {
  const [kind, N, r, p, salt, key] = kept.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false
  const expected = Buffer.from(key, 'base64')
  if (expected.length !== KEY_BYTES) return false
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  return timingSafeEqual(await derive(digits, Buffer.from(salt, 'base64'), cost), expected)
}

const derive = (text: string, salt: Buffer, cost: typeof COST): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES, cost, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
