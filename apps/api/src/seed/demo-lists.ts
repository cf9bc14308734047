import type { Prisma } from '../generated/prisma/client.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

type DemoEntry = Pick<Prisma.ListEntryCreateManyInput, 'list' | 'number' | 'reason' | 'state'> & {
  readonly direction?: 'inbound' | 'outbound' | 'both'
  readonly by: string
  readonly hoursAgo: number
  readonly decidedBy?: string
  readonly note?: string
  readonly daysLeft?: number
  readonly removalNote?: string
}

/** For each client a request that waits, and what was decided before. None of the numbers is one that simulated callers have. */
const ENTRIES: Readonly<Record<string, readonly DemoEntry[]>> = {
  heating: [
    { list: 'black', number: '13311110001', reason: '多次辱骂客服人员', state: 'requested', by: 'usr_li', hoursAgo: 1 },
    {
      list: 'black',
      number: '1702222*',
      reason: '骚扰电话号段',
      state: 'approved',
      by: 'usr_li',
      hoursAgo: 50,
      decidedBy: 'usr_admin-heating',
      note: '同意，观察一个月',
      daysLeft: 28,
    },
    {
      list: 'white',
      number: '1066660000',
      direction: 'both',
      reason: '市供热办值班电话',
      state: 'approved',
      by: 'usr_admin-heating',
      hoursAgo: 300,
      decidedBy: 'usr_admin-heating',
    },
    {
      list: 'black',
      number: '13311110002',
      reason: '反复挂断',
      state: 'refused',
      by: 'usr_li',
      hoursAgo: 90,
      decidedBy: 'usr_admin-heating',
      note: '是报修未解决的老用户，请回访',
    },
  ],
  travel: [
    {
      list: 'black',
      number: '+447700900123',
      reason: 'Shouted at three of us today and will not say what it is about',
      state: 'requested',
      by: 'usr_jonas',
      hoursAgo: 2,
    },
    {
      list: 'black',
      number: '+447700900199',
      reason: 'Dials all night and says nothing',
      state: 'approved',
      by: 'usr_jonas',
      hoursAgo: 70,
      decidedBy: 'usr_admin-travel',
      note: 'For a month, then we look again',
      daysLeft: 27,
    },
    {
      list: 'white',
      number: '+44207946*',
      reason: 'Our own office in London',
      state: 'approved',
      by: 'usr_admin-travel',
      hoursAgo: 400,
      decidedBy: 'usr_admin-travel',
    },
    {
      list: 'black',
      number: '+447700900144',
      reason: 'Sold us toner',
      state: 'removed',
      by: 'usr_jonas',
      hoursAgo: 600,
      decidedBy: 'usr_admin-travel',
      note: '',
      removalNote: 'The number belongs to a customer now',
    },
  ],
  clinic: [
    {
      list: 'white',
      number: '1055550120',
      direction: 'both',
      reason: 'Ambulance control: must always get through',
      state: 'approved',
      by: 'usr_admin-clinic',
      hoursAgo: 500,
      decidedBy: 'usr_admin-clinic',
    },
  ],
}

export function demoListEntries(
  { tenantId, slug }: { readonly tenantId: string; readonly slug: string },
  now: number,
): Prisma.ListEntryCreateManyInput[] {
  return (ENTRIES[slug] ?? []).map((entry, index) => {
    const at = now - entry.hoursAgo * HOUR_MS
    return {
      id: `lst_${slug}-${String(index + 1)}`,
      tenantId,
      list: entry.list,
      direction: entry.direction ?? 'inbound',
      number: entry.number,
      reason: entry.reason,
      state: entry.state,
      requestedBy: entry.by,
      requestedAt: new Date(at),
      ...(entry.decidedBy === undefined
        ? {}
        : { decidedBy: entry.decidedBy, decidedAt: new Date(at + HOUR_MS), decisionNote: entry.note ?? '' }),
      ...(entry.daysLeft === undefined ? {} : { expiresAt: new Date(now + entry.daysLeft * DAY_MS) }),
      ...(entry.removalNote === undefined
        ? {}
        : {
            removedBy: entry.decidedBy ?? null,
            removedAt: new Date(at + 20 * HOUR_MS),
            removalNote: entry.removalNote,
          }),
    }
  })
}
