import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { openDatabase } from '../database/client.ts'
import { runClosing } from '../closing/run-closing.ts'

/** A process that is ready to close: waits for the closing's id on its input, says each step, and says `done`. To be killed at any time. */
const database = openDatabase(process.env['DATABASE_URL'] ?? '', { connectionsMax: 1 })
await database.withTenants({ tenantIds: [], operator: true }, (tx) => tx.tenant.count())
console.log('ready')
const [closingId] = (await once(createInterface(process.stdin), 'line')) as [string]
await runClosing({ database, closingId, onClient: (tenantId, step) => console.log(`${tenantId} ${step}`) })
console.log('done')
await database.close()
process.exit(0)
