import { parseCarrierMapping, readCarrierFile, readCarrierHeader } from '@seatline/billing'
import type { CarrierFile, CarrierMapping, CarrierRowError, MappingError } from '@seatline/billing'
import { recordAudit } from '../audit/record-audit.ts'
import { authorizedPlatform } from '../auth/authorized.ts'
import type { PlatformScope } from '../auth/authorized.ts'
import { newId } from '../new-id.ts'
import { InputRefusedError, InvalidInputError, NotFoundError } from '../user-errors.ts'
import * as repository from './repository.ts'
import type { CarrierFileView, CarrierImportView, CarrierView } from './reconciliation-views.ts'

type Nothing = Record<string, never>
export type MappingInput = Parameters<typeof parseCarrierMapping>[0]
type SaveInput = {
  readonly carrierId: string | null
  readonly carrier: string
  readonly trunkIds: readonly string[]
  readonly mapping: MappingInput
}
const SAMPLE = 20
const ISSUES_MAX = 1_000
const NAME_MAX = 80

export const listCarriers = authorizedPlatform(
  'platform.viewFinance',
  (scope, _input: Nothing): Promise<CarrierView[]> =>
    scope.run((tx) => repository.readCarriers(tx, scope.operatorTenantId)),
)

export const listCarrierImports = authorizedPlatform(
  'platform.viewFinance',
  (scope, { carrierId }: { readonly carrierId: string }): Promise<CarrierImportView[]> =>
    scope.run((tx) => repository.readImports(tx, scope.operatorTenantId, carrierId)),
)

/** The columns of a file that nobody has described yet. */
export const carrierFileHeader = authorizedPlatform(
  'platform.viewFinance',
  (_scope, input: { readonly csv: string; readonly delimiter: CarrierMapping['delimiter'] }): Promise<string[]> => {
    const header = readCarrierHeader(input.csv, input.delimiter)
    if (!header.ok) throw new InvalidInputError('csv', 'The first line of the file must name its columns.')
    return Promise.resolve([...header.value])
  },
)

/** Keeps how the files of a carrier are read; a carrier that is known by its id or its name is changed. */
export const saveCarrier = authorizedPlatform(
  'platform.manageFinance',
  async (scope, input: SaveInput): Promise<CarrierView> => {
    const carrier = input.carrier.trim()
    if (carrier === '' || carrier.length > NAME_MAX)
      throw new InvalidInputError('carrier', `Name the carrier, in at most ${String(NAME_MAX)} letters.`)
    const mapping = parsedMapping(input.mapping)
    const { operatorTenantId: tenantId } = scope
    return scope.run(async (tx) => {
      const trunkIds = await checkedTrunks(tx, scope, input.trunkIds)
      const before = await tx.carrierMapping.findFirst({
        where: { tenantId, ...(input.carrierId === null ? { carrier } : { id: input.carrierId }) },
      })
      if (before === null && input.carrierId !== null) throw new NotFoundError('carrier')
      const namesake = await tx.carrierMapping.findFirst({ where: { tenantId, carrier } })
      if (namesake !== null && namesake.id !== before?.id)
        throw new InvalidInputError('carrier', 'Another carrier has this name.')
      const row = { carrier, trunkIds, definition: mapping, updatedAt: new Date(scope.platform.now()) }
      const id = before?.id ?? newId('carrierRecord')
      if (before === null) await tx.carrierMapping.create({ data: { id, tenantId, ...row } })
      else await tx.carrierMapping.update({ where: { id }, data: row })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'carrier.save',
        subject: { id, name: carrier },
        before:
          before === null
            ? null
            : { carrier: before.carrier, trunkIds: before.trunkIds, mapping: repository.mappingFromRow(before) },
        after: { carrier, trunkIds, mapping },
      })
      const saved = (await repository.readCarriers(tx, tenantId)).find((each) => each.id === id)
      if (saved === undefined) throw new NotFoundError('carrier')
      return saved
    })
  },
)

async function checkedTrunks(
  tx: Parameters<typeof repository.findCarrier>[0],
  { operatorTenantId: tenantId }: PlatformScope,
  trunkIds: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(trunkIds)]
  if (wanted.length === 0) throw new InvalidInputError('trunkIds', 'Name the trunks that this carrier charges for.')
  const found = await tx.trunk.findMany({ where: { tenantId, id: { in: wanted } }, select: { id: true } })
  if (found.length < wanted.length) throw new InvalidInputError('trunkIds', 'One of these trunks does not exist.')
  return wanted
}

const MAPPING_FAULTS: Readonly<Record<MappingError['code'], string>> = {
  required: 'This is needed.',
  sameColumnTwice: 'Another field is read from this column already.',
  notTimeZone: 'Use the name of a time zone, such as Asia/Shanghai.',
  notCurrency: 'Use three capital letters, such as CNY.',
  notAllowed: 'Choose one of those offered.',
  notDigits: 'Use at most 15 digits.',
}

function parsedMapping(input: MappingInput): CarrierMapping {
  const mapping = parseCarrierMapping(input)
  if (mapping.ok) return mapping.value
  throw new InputRefusedError(
    'The description of the file is not complete. Nothing was kept.',
    mapping.error.map(({ field, code }) => ({ field: `mapping.${field}`, code, message: MAPPING_FAULTS[code] })),
  )
}

/** Reads a file by a mapping that is being tried and says what is in it. Nothing is kept. */
export const previewCarrierFile = authorizedPlatform(
  'platform.manageFinance',
  (_scope, input: { readonly csv: string; readonly mapping: MappingInput }): Promise<CarrierFileView> => {
    const mapping = parsedMapping(input.mapping)
    return Promise.resolve(viewOf(readCarrierFile(input.csv, mapping), mapping, { imported: false, knownCount: 0 }))
  },
)

type ImportInput = {
  readonly carrierId: string
  readonly fileName: string
  readonly csv: string
  readonly validOnly: boolean
}

/** Takes a carrier's file in. A row that an earlier file brought counts once; `validOnly` leaves out wrong lines, else one refuses the file. */
export const importCarrierRecords = authorizedPlatform(
  'platform.manageFinance',
  async (scope, input: ImportInput): Promise<CarrierFileView> => {
    const { operatorTenantId: tenantId } = scope
    return scope.run(async (tx) => {
      const row = await repository.findCarrier(tx, tenantId, input.carrierId)
      if (row === null) throw new NotFoundError('carrier')
      const mapping = repository.mappingFromRow(row)
      const file = readCarrierFile(input.csv, mapping)
      if (file.records.length === 0 || (file.errors.length > 0 && !input.validOnly)) throw refusalOf(file)
      const importId = newId('carrierRecord')
      const of = { tenantId, mappingId: row.id, importId, currency: mapping.currency }
      const addedCount = await repository.addRecords(tx, of, file.records)
      const knownCount = file.records.length - addedCount
      const counts = { addedCount, knownCount, leftOutCount: linesOf(file.errors) }
      await tx.carrierImport.create({
        data: {
          id: importId,
          tenantId,
          mappingId: row.id,
          fileName: input.fileName.slice(0, 200),
          at: new Date(scope.platform.now()),
          by: scope.viewer.person.id,
          ...counts,
        },
      })
      await recordAudit(tx, scope, {
        tenantId,
        action: 'carrier.importRecords',
        subject: { id: row.id, name: row.carrier },
        after: { file: input.fileName.slice(0, 200), ...counts },
      })
      return viewOf(file, mapping, { imported: true, knownCount })
    })
  },
)

export const ROW_FAULTS: Readonly<Record<CarrierRowError['code'], string>> = {
  quoteNotClosed: 'A quotation mark is opened here and never closed.',
  quoteInField: 'A quotation mark stands in the middle of a field.',
  noHeader: 'The file is empty.',
  missingColumn: 'The file has no such column.',
  wrongFieldCount: 'This line has more or fewer fields than the first one.',
  notTime: 'This is no moment in the form that was chosen.',
  notNumber: 'This is no telephone number.',
  notDuration: 'This is no duration in the unit that was chosen.',
  notPrice: 'This is no amount of at most six places.',
  negativePrice: 'An amount is not below zero.',
}

function refusalOf({ records, errors }: CarrierFile): InputRefusedError {
  const wrong = linesOf(errors)
  const issues = errors.slice(0, ISSUES_MAX).map(({ line, column, code }) => ({
    field: `csv.${String(line)}${column === null ? '' : `.${column}`}`,
    code,
    message: ROW_FAULTS[code],
  }))
  const empty = { field: 'csv', code: 'file.empty', message: 'There is no call in this file.' }
  return new InputRefusedError(
    `${String(wrong)} of ${String(wrong + records.length)} lines are wrong. Nothing was imported.`,
    issues.length === 0 ? [empty] : issues,
  )
}

const linesOf = (errors: readonly CarrierRowError[]): number => new Set(errors.map(({ line }) => line)).size

const viewOf = (
  file: CarrierFile,
  { currency }: CarrierMapping,
  done: Pick<CarrierFileView, 'imported' | 'knownCount'>,
): CarrierFileView => ({
  ...done,
  header: file.header,
  validCount: file.records.length,
  invalidCount: linesOf(file.errors),
  sample: file.records.slice(0, SAMPLE).map((record) => ({ ...record, currency })),
  issues: file.errors.slice(0, ISSUES_MAX),
})
