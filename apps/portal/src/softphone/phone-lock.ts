/** One tab of this browser holds an agent's phone. The lock goes with the tab, so a crashed tab never blocks the next one. */
export interface PhoneLock {
  /** True: this tab holds it now. `onLost` is called when another tab takes it over. */
  acquire(agentId: string, onLost: () => void): Promise<boolean>
  takeOver(agentId: string, onLost: () => void): Promise<boolean>
  release(): void
  /** Resolves when the other tab has let go (closed or released). */
  whenFree(agentId: string): Promise<void>
}

const lockName = (agentId: string): string => `seatline-phone-${agentId}`

export function createPhoneLock(locks: LockManager): PhoneLock {
  let letGo: (() => void) | null = null

  const hold = (agentId: string, options: LockOptions, onLost: () => void): Promise<boolean> =>
    new Promise((resolve) => {
      let granted = false
      let released = false
      locks
        .request(lockName(agentId), options, (lock) => {
          if (lock === null) {
            resolve(false)
            return undefined
          }
          granted = true
          resolve(true)
          return new Promise<void>((done) => {
            letGo = () => {
              released = true
              done()
            }
          })
        })
        // A stolen lock rejects the holder's request (Web Locks API, steal).
        .catch(() => {
          if (granted && !released) onLost()
          else resolve(false)
        })
    })

  return {
    acquire: (agentId, onLost) => hold(agentId, { ifAvailable: true }, onLost),
    takeOver: (agentId, onLost) => hold(agentId, { steal: true }, onLost),
    release: () => {
      letGo?.()
      letGo = null
    },
    whenFree: async (agentId) => {
      await locks.request(lockName(agentId), { mode: 'shared' }, () => undefined)
    },
  }
}
