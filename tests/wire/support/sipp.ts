import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type SippRun = {
  /** File name in ../scenarios without `.xml`; says what the wire does wrong. */
  readonly scenario: string
  readonly server: { readonly host: string; readonly port: number }
  readonly localAddress: string
  readonly localPort: number
  readonly number?: string
  /** Call-ID of the (only) call. */
  readonly callId?: string
  /** Length of the scenario's pause. */
  readonly pauseMs?: number
  /** Default 20 s. */
  readonly timeoutSeconds?: number
  /** Ends SIPp before its scenario does. */
  readonly signal?: AbortSignal
}

export type SippResult = { readonly ok: boolean; readonly report: string }

/** Plays one call of a SIPp scenario. `ok`: the scenario ran to its end as written. */
export async function runSipp(run: SippRun): Promise<SippResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'seatline-sipp-'))
  const file = path.join(import.meta.dirname, '../scenarios', `${run.scenario}.xml`)
  const args = [
    ...['-sf', file, '-m', '1', '-l', '1', '-nostdin', '-trace_err', '-trace_msg'],
    ...['-i', run.localAddress, '-mi', run.localAddress, '-p', String(run.localPort), '-t', 'u1'],
    ...['-timeout', `${run.timeoutSeconds ?? 20}s`, '-timeout_error', '-s', run.number ?? 'none'],
    ...(run.callId === undefined ? [] : ['-cid_str', run.callId]),
    ...(run.pauseMs === undefined ? [] : ['-d', String(run.pauseMs)]),
    `${run.server.host}:${run.server.port}`,
  ]
  const code = await new Promise<number>((resolve) => {
    execFile('sipp', args, { cwd: directory, ...(run.signal === undefined ? {} : { signal: run.signal }) }, (error) => {
      resolve(error === null ? 0 : typeof error.code === 'number' ? error.code : 1)
    })
  })
  const files = await readdir(directory)
  const texts = code === 0 ? [] : await Promise.all(files.map((name) => readFile(path.join(directory, name), 'utf8')))
  await rm(directory, { recursive: true })
  return { ok: code === 0, report: texts.join('\n') }
}
