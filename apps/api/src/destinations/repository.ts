import { DESTINATION_CLASSES } from '@seatline/core'
import type { DestinationClass } from '@seatline/core'
import type { Transaction } from '../database/client.ts'
import { newId } from '../new-id.ts'
import type { DestinationRow } from './destination-csv.ts'

type Row = Omit<DestinationRow, 'line'>
const PART = 5_000

export async function readDestinations(tx: Transaction, operatorTenantId: string): Promise<Row[]> {
  const rows = await tx.destinationPrefix.findMany({
    where: { tenantId: operatorTenantId },
    orderBy: { prefix: 'asc' },
  })
  return rows.map(({ prefix, destinationClass, note }) => ({
    prefix,
    destinationClass: classOf(destinationClass),
    note,
  }))
}

/** An unknown word in the table forbids: it must not open what it was meant to close. */
const classOf = (text: string): DestinationClass => DESTINATION_CLASSES.find((each) => each === text) ?? 'forbidden'

export async function replaceDestinations(tx: Transaction, tenantId: string, rows: readonly Row[]): Promise<void> {
  await tx.destinationPrefix.deleteMany({ where: { tenantId } })
  for (let from = 0; from < rows.length; from += PART)
    await tx.destinationPrefix.createMany({
      data: rows.slice(from, from + PART).map(({ prefix, destinationClass, note }) => ({
        id: newId('destination'),
        tenantId,
        prefix,
        destinationClass,
        note,
      })),
    })
}
