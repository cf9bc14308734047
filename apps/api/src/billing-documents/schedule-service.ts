import type { TenantId } from '@seatline/core'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import { InvalidInputError, NotFoundError } from '../user-errors.ts'
import type { DocumentLocale } from './document-model.ts'

export type ScheduleView = {
  readonly locale: DocumentLocale
  readonly invoices: readonly string[]
  readonly callLists: readonly string[]
  readonly dailies: readonly string[]
  readonly statements: readonly string[]
}
const LISTS = ['invoices', 'callLists', 'dailies', 'statements'] as const
const ADDRESSES_MAX = 20
const NOTHING: ScheduleView = { locale: 'zh-CN', invoices: [], callLists: [], dailies: [], statements: [] }

/** Which documents a client is sent, and to whom; nothing where nothing was said. */
export const readSchedule = authorizedPlatform(
  'platform.viewFinance',
  (scope, { tenantId }: { readonly tenantId: TenantId }): Promise<ScheduleView> =>
    scope.run(async (tx) => {
      const row = await tx.documentSchedule.findUnique({ where: { tenantId } })
      if (row === null) return NOTHING
      const { invoices, callLists, dailies, statements } = row
      return { invoices, callLists, dailies, statements, locale: row.locale === 'en' ? 'en' : 'zh-CN' }
    }),
)

/** Says which documents a client is sent by mail from now on. */
export const saveSchedule = authorizedPlatform(
  'platform.manageFinance',
  async (scope, { tenantId, schedule }: { readonly tenantId: TenantId; readonly schedule: ScheduleView }) => {
    const cleaned = cleanedSchedule(schedule)
    const lists = { ...pick(cleaned), locale: cleaned.locale === 'en' ? ('en' as const) : ('zh_CN' as const) }
    await scope.runIn({ tenantIds: [tenantId], userId: scope.viewer.person.id }, async (tx) => {
      const tenant = await tx.tenant.findUnique({ where: { id: tenantId }, select: { name: true } })
      if (tenant === null) throw new NotFoundError('client')
      const before = await tx.documentSchedule.findUnique({ where: { tenantId } })
      await tx.documentSchedule.upsert({ where: { tenantId }, create: { tenantId, ...lists }, update: lists })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'documents.schedule',
        subject: { id: tenantId, name: tenant.name },
        before: before === null ? null : { ...pick(before), locale: before.locale },
        after: lists,
      })
    })
    return cleaned
  },
)

type Lists = Readonly<Record<(typeof LISTS)[number], readonly string[]>>
const pick = ({ invoices, callLists, dailies, statements }: Lists) => ({
  invoices: [...invoices],
  callLists: [...callLists],
  dailies: [...dailies],
  statements: [...statements],
})

function cleanedSchedule(schedule: ScheduleView): ScheduleView {
  const cleaned = { ...schedule }
  for (const list of LISTS) {
    const addresses = [...new Set(schedule[list].map((address) => address.trim()).filter((address) => address !== ''))]
    if (addresses.length > ADDRESSES_MAX)
      throw new InvalidInputError(list, `At most ${String(ADDRESSES_MAX)} addresses.`)
    const wrong = addresses.find(
      (address) => !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(address) || address.length > 254,
    )
    if (wrong !== undefined) throw new InvalidInputError(list, 'One of these is no address of a mailbox.')
    cleaned[list] = addresses
  }
  return cleaned
}
