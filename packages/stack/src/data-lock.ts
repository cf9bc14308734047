import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StackError } from './stack-error.ts'

/** Two stacks on one data directory would destroy each other's database. Returns how to give the directory back. */
export function lockDataDirectory(data: string): () => void {
  const file = path.join(data, 'stack.pid')
  const holder = holderOf(file)
  if (holder !== null) {
    throw new StackError(
      `Seatline already runs on ${data} (process ${holder}): end that one first, or choose another folder with SEATLINE_DATA.`,
    )
  }
  writeFileSync(file, `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`)
  return () => rmSync(file, { force: true })
}

/** The process that locked the directory and still lives; a number that another process got since then does not count. */
function holderOf(file: string): number | null {
  const [pid, startTime] = (readOrNull(file) ?? '').trim().split(' ')
  if (pid === undefined || pid === '') return null
  return startTimeOf(Number(pid)) === startTime ? Number(pid) : null
}

/** Field 22 of /proc/PID/stat, counted after the command in brackets, which may hold spaces. */
function startTimeOf(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
