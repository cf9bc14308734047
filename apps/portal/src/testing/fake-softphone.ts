import type { CallOffer, SipCredentials, SoftphoneEvent, SoftphonePort } from '../softphone/port.ts'

/** A phone without a network: a test rings it, and reads what was asked of it. It keeps the port's promises. */
export type FakeSoftphone = SoftphonePort & {
  readonly asked: string[]
  readonly credentials: SipCredentials[]
  ring(offer?: Partial<CallOffer>): void
  tell(event: SoftphoneEvent): void
}

const OFFER: CallOffer = {
  callId: 'cal_23456789abcdefghijkm',
  brand: 'Meridian Travel',
  queue: 'Bookings',
  dnis: '4008002002',
  ani: '13800138000',
  callbackId: null,
}

export function createFakeSoftphone(): FakeSoftphone {
  const listeners = new Set<(event: SoftphoneEvent) => void>()
  const asked: string[] = []
  const credentials: SipCredentials[] = []
  let call: 'none' | 'ringing' | 'talking' = 'none'
  const tell = (event: SoftphoneEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const end = (by: 'agent' | 'remote'): void => {
    if (call === 'none') return
    call = 'none'
    tell({ kind: 'call.ended', by, cause: 'Terminated' })
  }
  const whileTalking = (event: SoftphoneEvent): void => {
    if (call === 'talking') tell(event)
  }
  const note = (what: string): void => void asked.push(what)

  return {
    asked,
    credentials,
    tell,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: (issued) => {
      note('start')
      credentials.push(issued)
      tell({ kind: 'transport.connecting', attempt: 1 })
      tell({ kind: 'transport.connected' })
      tell({ kind: 'registration.succeeded' })
    },
    renew: (issued) => {
      note('renew')
      credentials.push(issued)
    },
    stop: () => {
      note('stop')
      end('agent')
    },
    answer: () => {
      note('answer')
      if (call !== 'ringing') return
      call = 'talking'
      tell({ kind: 'call.answering' })
      tell({ kind: 'call.connected' })
      tell({ kind: 'call.audioStarted' })
    },
    decline: () => {
      note('decline')
      if (call === 'ringing') end('agent')
    },
    hold: () => {
      note('hold')
      whileTalking({ kind: 'call.held' })
    },
    retrieve: () => {
      note('retrieve')
      whileTalking({ kind: 'call.retrieved' })
    },
    setMuted: (muted) => {
      note(muted ? 'mute' : 'unmute')
      whileTalking({ kind: 'call.muteChanged', muted })
    },
    hangUp: () => {
      note('hangUp')
      end('agent')
    },
    ring: (offer) => {
      if (call !== 'none') return
      call = 'ringing'
      tell({ kind: 'call.ringing', offer: { ...OFFER, ...offer } })
    },
  }
}
