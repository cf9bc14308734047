import type { AcdInput, AgentId } from '@seatline/core'
import type { Redis } from 'ioredis'
import type { MediaConfig } from '../config.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Log } from '../runtime/log.ts'
import type { KamailioRpc } from './kamailio-rpc.ts'
import { PhonePresence } from './phone-presence.ts'
import { RevokedPhones } from './revoked-phones.ts'

export type PhonesParts = {
  readonly rpc: KamailioRpc
  readonly redis: Redis
  readonly clock: Clock
  readonly log: Log
  readonly config: Pick<MediaConfig, 'MEDIA_PHONE_GRACE_MS' | 'SIP_DOMAIN'>
  readonly acd: (input: AcdInput) => void
  readonly isTalking: (agentId: AgentId) => boolean
  /** The registrar has been read whole. */
  readonly onRead: () => void
}

/** Which agents' phones are there, and those that may not be there any more. */
export function createPhones(parts: PhonesParts): { presence: PhonePresence; revoked: RevokedPhones } {
  const { rpc, redis, clock, log, config, acd, isTalking, onRead } = parts
  const presence: PhonePresence = new PhonePresence({
    rpc,
    clock,
    log,
    graceMs: config.MEDIA_PHONE_GRACE_MS,
    listener: {
      onRegistered: (agentId) => acd({ kind: 'agent.phoneRegistered', agentId }),
      // One who has left keeps the talk, not the phone: it is told as lost when the talk is over.
      onLost: (agentId) => {
        if (!revoked.isHeld(agentId)) acd({ kind: 'agent.phoneLost', agentId })
      },
      isTalking,
      onRead,
    },
  })
  const revoked: RevokedPhones = new RevokedPhones({
    rpc,
    redis,
    clock,
    domain: config.SIP_DOMAIN,
    log,
    host: {
      isTalking,
      onRemoved: (agentId) => {
        presence.notified(agentId, 'no')
        acd({ kind: 'agent.phoneLost', agentId })
      },
    },
  })
  return { presence, revoked }
}
