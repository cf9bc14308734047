import path from 'node:path'
import { StackError } from './stack-error.ts'
import { DEFAULT_PORT_BASE } from './ports.ts'
import { REPOSITORY_ROOT, RTP_PORTS } from './settings.ts'
import type { StackOptions } from './settings.ts'

const PORT_MAX = 65_535
const BLOCK = 30

type Arguments = { readonly portBase: string | undefined; readonly data: string | undefined }

/** What bin/start is told, by arguments first and the environment second; a value that cannot be meant is told in one sentence. */
export function readStartSettings(env: NodeJS.ProcessEnv, args: Arguments): StackOptions {
  const database = ownDatabase(env['DATABASE_URL'], env['DATABASE_OWNER_URL'])
  return {
    portBase: portBase(args.portBase ?? env['SEATLINE_PORT_BASE']),
    rtpPorts: rtpPorts(env['SEATLINE_RTP_PORTS']),
    dataDir: path.resolve(args.data ?? env['SEATLINE_DATA'] ?? path.join(REPOSITORY_ROOT, '.seatline')),
    ...(database === undefined ? {} : { database }),
  }
}

function portBase(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT_BASE
  const base = Number(text)
  if (Number.isInteger(base) && base >= 1_024 && base + BLOCK <= PORT_MAX) return base
  throw new StackError(`The port base must be a whole number from 1024 to ${PORT_MAX - BLOCK}, not '${text}'.`)
}

function rtpPorts(text: string | undefined): { readonly min: number; readonly max: number } {
  if (text === undefined || text === '') return RTP_PORTS
  const [min = NaN, max = NaN] = text.split('-').map(Number)
  if (Number.isInteger(min) && Number.isInteger(max) && min >= 1_024 && max <= PORT_MAX && max - min >= 20)
    return { min, max }
  throw new StackError(`SEATLINE_RTP_PORTS must be MIN-MAX, for example 16384-24575, not '${text}'.`)
}

function ownDatabase(databaseUrl: string | undefined, databaseOwnerUrl: string | undefined): StackOptions['database'] {
  if (databaseUrl === undefined && databaseOwnerUrl === undefined) return undefined
  if (databaseUrl !== undefined && databaseOwnerUrl !== undefined) {
    for (const [name, url] of Object.entries({ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: databaseOwnerUrl })) {
      if (!URL.canParse(url))
        throw new StackError(`${name} must be like postgresql://user:password@host:5432/database.`)
    }
    return { databaseUrl, databaseOwnerUrl }
  }
  throw new StackError(
    'A PostgreSQL of your own needs two addresses: DATABASE_OWNER_URL, which may make tables and roles, and DATABASE_URL, whose role the API uses and which cannot bypass row-level security.',
  )
}
