import type { Adapter, AdapterPayload } from 'oidc-provider'

type Entry = { payload: AdapterPayload; readonly expiresAt: number }

/** Sessions, codes and tokens, in memory: they outlive a change of the signing key, and end with the process. */
export class MemoryStore {
  readonly #entries = new Map<string, Entry>()

  /** oidc-provider asks for one adapter per kind of thing. */
  readonly adapter = (kind: string): Adapter => {
    const key = (id: string): string => `${kind}:${id}`
    return {
      upsert: (id, payload, expiresInSeconds = 0) => {
        this.#sweep()
        const expiresAt = expiresInSeconds > 0 ? Date.now() + expiresInSeconds * 1_000 : Number.POSITIVE_INFINITY
        this.#entries.set(key(id), { payload, expiresAt })
        return Promise.resolve()
      },
      find: (id) => Promise.resolve(this.#read(key(id))),
      findByUid: (uid) => Promise.resolve(this.#search(kind, (payload) => payload.uid === uid)),
      findByUserCode: (code) => Promise.resolve(this.#search(kind, (payload) => payload.userCode === code)),
      destroy: (id) => {
        this.#entries.delete(key(id))
        return Promise.resolve()
      },
      consume: (id) => {
        const entry = this.#entries.get(key(id))
        if (entry !== undefined) entry.payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1_000) }
        return Promise.resolve()
      },
      revokeByGrantId: (grantId) => {
        for (const [id, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(id)
        return Promise.resolve()
      },
    }
  }

  /** Everything that was given to one who logged in: sessions, codes, refresh tokens. */
  forgetAccount(accountId: string): void {
    for (const [id, { payload }] of this.#entries) if (payload.accountId === accountId) this.#entries.delete(id)
  }

  #read(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key)
    return entry === undefined || entry.expiresAt <= Date.now() ? undefined : entry.payload
  }

  #search(kind: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload, expiresAt }] of this.#entries)
      if (key.startsWith(`${kind}:`) && expiresAt > Date.now() && matches(payload)) return payload
    return undefined
  }

  #sweep(): void {
    if (this.#entries.size < 1_000) return
    for (const [key, { expiresAt }] of this.#entries) if (expiresAt <= Date.now()) this.#entries.delete(key)
  }
}
