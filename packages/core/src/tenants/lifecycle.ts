/** Where a client company stands with the operator. */
export const TENANT_STATUSES = ['prospect', 'provisioning', 'trial', 'live', 'suspended', 'ended'] as const
export type TenantStatus = (typeof TENANT_STATUSES)[number]

export type Lifecycle = {
  /** `all`: callers are served. `test`: only the platform's own test calls are. `announcement`: callers hear a neutral announcement and are hung up. `none`: the number answers to nobody. */
  readonly calls: 'all' | 'test' | 'announcement' | 'none'
  /** Its people may change its configuration. Looking at what there is stays possible in every status but `ended`. */
  readonly mayConfigure: boolean
  readonly mayLogIn: boolean
  /** Its agents may sign in for its queues. */
  readonly maySignIn: boolean
  /** Seats, numbers and minutes are charged. */
  readonly isBilled: boolean
  readonly next: readonly TenantStatus[]
}

/** What each status allows, and what may follow it. Data stays in every status; erasing it is an act of its own. */
export const LIFECYCLE: Readonly<Record<TenantStatus, Lifecycle>> = {
  prospect: {
    calls: 'none',
    mayConfigure: false,
    mayLogIn: false,
    maySignIn: false,
    isBilled: false,
    next: ['provisioning', 'ended'],
  },
  provisioning: {
    calls: 'test',
    mayConfigure: true,
    mayLogIn: true,
    maySignIn: true,
    isBilled: false,
    next: ['trial', 'live', 'ended'],
  },
  trial: {
    calls: 'all',
    mayConfigure: true,
    mayLogIn: true,
    maySignIn: true,
    isBilled: false,
    next: ['live', 'suspended', 'ended'],
  },
  live: {
    calls: 'all',
    mayConfigure: true,
    mayLogIn: true,
    maySignIn: true,
    isBilled: true,
    next: ['suspended', 'ended'],
  },
  suspended: {
    calls: 'announcement',
    mayConfigure: false,
    mayLogIn: true,
    maySignIn: false,
    isBilled: true,
    next: ['live', 'trial', 'ended'],
  },
  ended: { calls: 'announcement', mayConfigure: false, mayLogIn: false, maySignIn: false, isBilled: false, next: [] },
}

export function canBecome(from: TenantStatus, to: TenantStatus): boolean {
  return LIFECYCLE[from].next.includes(to)
}
