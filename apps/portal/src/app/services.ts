import { createContext, use } from 'react'
import type { Phone } from '../softphone/phone.ts'
import type { RingTone } from '../softphone/ring-tone.ts'
import type { ConnectionMonitor } from './connection-monitor.ts'

/** What the composition root has made and the screens use. */
export type Services = {
  readonly monitor: ConnectionMonitor
  readonly phone: Phone
  readonly ringTone: RingTone
}

export const ServicesContext = createContext<Services | null>(null)

export function useServices(): Services {
  const services = use(ServicesContext)
  if (services === null) throw new Error('useServices outside of ServicesContext')
  return services
}
