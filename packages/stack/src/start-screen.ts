import path from 'node:path'
import type { Progress } from './progress.ts'
import type { Stack } from './stack.ts'

const NUMBERS = [
  ['4008001001', '暖家供热报修热线 (zh-CN)'],
  ['4008002002', 'Meridian Travel (en)'],
  ['4008003003', 'Willow Clinic (en, zh-CN)'],
] as const

/** The people of the demo tenants; all of them have the password `seatline`. */
const PEOPLE = [
  ['mei', 'agent for all three tenants'],
  ['jonas', 'agent for travel and clinic'],
  ['li', 'agent for heating'],
  ['admin-heating', 'administrator of the heating line'],
  ['admin-travel', 'administrator of the travel line'],
  ['admin-clinic', 'administrator of the clinic'],
  ['operator', 'runs the platform'],
  ['finance', 'bills'],
] as const

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** One line for each part as it becomes ready. */
export function progressPrinter(say: (line: string) => void): (progress: Progress) => void {
  return (progress) => {
    if (progress.kind === 'ready') say(`  ${progress.what.padEnd(16)} ready   ${seconds(progress.tookMs).padStart(7)}`)
  }
}

/** What a newcomer needs: where to look, who to be, how to place a call. */
export function summary(stack: Stack, tookMs: number): string {
  const rows = (pairs: readonly (readonly [string, string])[]): string =>
    pairs.map(([left, right]) => `    ${left.padEnd(16)} ${right}`).join('\n')
  return `
Seatline is up after ${seconds(tookMs)}.

  Portal            ${stack.urls.web}
  GraphQL           ${stack.urls.graphql}
  SIP trunk         127.0.0.1:${stack.ports.sip} (UDP, TCP)
  Data and logs     ${relative(stack.paths.data)}

  Log in as (password: seatline)
${rows(PEOPLE)}

  Place a call in a second terminal
    ${portPrefix(stack)}bin/call 4008001001 --digits 1

${rows(NUMBERS)}

  Ctrl-C ends everything.`
}

/** Only said when it is needed: the second terminal then has to know the same block of ports. */
function portPrefix(stack: Stack): string {
  return stack.ports.web === 4400 ? '' : `SEATLINE_PORT_BASE=${stack.ports.web} `
}

function relative(folder: string): string {
  const shown = path.relative(process.cwd(), folder)
  return shown.startsWith('..') ? folder : shown
}
