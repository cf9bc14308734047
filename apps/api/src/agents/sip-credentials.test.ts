import { createHmac } from 'node:crypto'
import { instant } from '@seatline/core'
import type { AgentId } from '@seatline/core'
import { expect, test } from 'vitest'
import { sipCredentialIssuer } from './sip-credentials.ts'

test('a phone gets what auth_ephemeral checks: expiry and agent as the user name, its HMAC as the password', () => {
  const now = instant(1_780_000_000_000)
  const options = { wsUrl: 'ws://127.0.0.1:4406', domain: 'sip.seatline.test', secret: 'shared with kamailio' }
  const issued = sipCredentialIssuer({ ...options, now: () => now }).issue('agt_mei' as AgentId)
  expect(issued).toMatchObject({
    aor: 'sip:agt_mei@sip.seatline.test',
    username: '1780001800:agt_mei',
    expiresAt: 1_780_001_800_000,
  })
  expect(issued.password).toBe(createHmac('sha1', options.secret).update(issued.username).digest('base64'))
})
