import { parseConfig } from './config.ts'
import { startIdentity } from './identity.ts'
import { readRealm } from './realm.ts'

try {
  const config = parseConfig(process.env)
  const { host, port, realmFile, peopleFile } = config
  const identity = await startIdentity({
    host,
    port,
    realm: readRealm(realmFile, process.env),
    ...(peopleFile === null ? {} : { peopleFile }),
  })
  process.stdout.write(`The development identity provider listens at ${identity.issuer}\n`)
  const stop = (): void => {
    setTimeout(() => process.exit(1), 2_000).unref()
    void identity.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
