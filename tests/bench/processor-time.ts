import { readdirSync, readFileSync } from 'node:fs'

/** Processor seconds used so far, by part. */
export type ProcessorTime = ReadonlyMap<string, number>

/** Linux counts processor time in hundredths of a second (sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100

const PARTS: readonly (readonly [name: string, commandLine: RegExp])[] = [
  ['media', /apps\/media\/src\/main\.ts/],
  ['worker', /worker-main\.ts/],
  ['api', /apps\/api\/src\/main\.ts/],
  ['identity', /packages\/identity/],
  ['kamailio', /kamailio/],
  ['rtpengine', /rtpengine/],
  ['redis', /redis-server/],
  ['postgres', /postgres/],
]

type Process = { readonly pid: number; readonly parent: number; readonly seconds: number; readonly command: string }

/** Sums the processor time of everything that this process has started, and its own as `callers and agents`. */
export function readProcessorTime(): ProcessorTime {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readProcess(Number(name)))
    .filter((process) => process !== null)
  const byPid = new Map(processes.map((each) => [each.pid, each]))
  const isOurs = (each: Process): boolean => {
    for (let at: Process | undefined = each; at !== undefined; at = byPid.get(at.parent)) {
      if (at.pid === process.pid) return true
    }
    return false
  }
  const sums = new Map<string, number>()
  for (const each of processes.filter(isOurs)) {
    const name = each.pid === process.pid ? 'callers and agents' : partOf(each, byPid)
    sums.set(name, (sums.get(name) ?? 0) + each.seconds)
  }
  return sums
}

export function usedBetween(before: ProcessorTime, after: ProcessorTime): ProcessorTime {
  return new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]))
}

/** PostgreSQL and Kamailio rename or fork their processes: the nearest ancestor with a known name decides. */
function partOf(each: Process, byPid: ReadonlyMap<number, Process>): string {
  for (let at: Process | undefined = each; at !== undefined && at.pid !== process.pid; at = byPid.get(at.parent)) {
    const { command } = at
    const part = PARTS.find(([, pattern]) => pattern.test(command))
    if (part !== undefined) return part[0]
  }
  return 'other'
}

function readProcess(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces: fields are counted from behind it (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      pid,
      parent: Number(fields[1]),
      seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
    }
  } catch {
    // It ended between the listing and the reading.
    return null
  }
}
