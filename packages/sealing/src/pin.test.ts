import { expect, it } from 'vitest'
import { hashPin, isPin } from './pin.ts'

it('a PIN is known again by its hash, and nothing else is', async () => {
  const kept = await hashPin('4711')
  expect(kept).toMatch(/^scrypt\$16384\$8\$1\$/)
  expect(kept).not.toContain('4711')
  expect(await isPin('4711', kept)).toBe(true)
  expect(await isPin('4712', kept)).toBe(false)
  expect(await isPin('4711', 'plain$4711')).toBe(false)
  expect(await isPin('4711', 'scrypt$16384$8$1$AAAA$AAAA')).toBe(false)
})
