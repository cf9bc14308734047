import { openDatabase } from '../database/client.ts'
import { runClosing } from './run-closing.ts'

/** Goes on with a closing by hand, in a process of its own: `DATABASE_URL=… node closing-main.ts <closing id>`. */
const [closingId] = process.argv.slice(2)
const url = process.env['DATABASE_URL']
if (closingId === undefined || url === undefined) {
  console.error('Usage: DATABASE_URL=… node src/closing/closing-main.ts <id of the closing>')
  process.exitCode = 1
} else {
  const database = openDatabase(url, { connectionsMax: 2 })
  try {
    const { isDone } = await runClosing({
      database,
      closingId,
      onClient: (tenantId, step) => console.log(`${tenantId} ${step}`),
    })
    console.log(isDone ? 'closed' : 'some clients are blocked')
  } finally {
    await database.close()
  }
}
