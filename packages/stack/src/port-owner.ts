import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import path from 'node:path'

/** The process that holds a port, as far as /proc tells this user. Only for a message: every failure to look reads as "another program". */
export function describePortOwner(port: number, transport: 'tcp' | 'udp'): string {
  const inodes = new Set([
    ...socketInodes(`/proc/net/${transport}`, port),
    ...socketInodes(`/proc/net/${transport}6`, port),
  ])
  for (const pid of readdirOrNone('/proc').filter((name) => /^\d+$/.test(name))) {
    const holds = readdirOrNone(`/proc/${pid}/fd`).some((fd) => {
      const match = /^socket:\[(\d+)\]$/.exec(readlinkOrNone(path.join('/proc', pid, 'fd', fd)))
      return match?.[1] !== undefined && inodes.has(match[1])
    })
    if (holds) return `${readOrNone(`/proc/${pid}/comm`).trim()} (process ${pid})`
  }
  return 'another program'
}

/** Lines of /proc/net/tcp and udp: `sl local_address rem_address st … inode`, ports in hexadecimal; TCP state 0A is LISTEN. */
function socketInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readOrNone(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) === true && (table.includes('udp') || fields[3] === '0A'))
    .flatMap((fields) => fields[9] ?? [])
}

function orNone<T>(read: () => T, none: T): T {
  try {
    return read()
  } catch {
    return none
  }
}
const readOrNone = (file: string): string => orNone(() => readFileSync(file, 'utf8'), '')
const readdirOrNone = (folder: string): string[] => orNone(() => readdirSync(folder), [])
const readlinkOrNone = (file: string): string => orNone(() => readlinkSync(file), '')
