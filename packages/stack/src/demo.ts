import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DeskPhone, issueCredentials, makeCall, MediaClock, parseWav, samplesSource } from '@seatline/phone'
import type { PhoneCall } from '@seatline/phone'
import type { AgentId, QueueId } from '@seatline/core'
import { openAgentCommands } from './demo-commands.ts'
import type { AgentCommands } from './demo-commands.ts'
import { StackError } from './stack-error.ts'
import type { Stack } from './stack.ts'

/** Enough that something happens on every screen, few enough that a real agent gets calls too. */
const AGENTS = ['agt_sim01', 'agt_sim02', 'agt_sim03'] as AgentId[]
const CALLERS = 4
const QUEUES = [
  'que_heating-repair',
  'que_heating-billing',
  'que_travel-booking',
  'que_travel-changes',
  'que_clinic-appointments',
  'que_clinic-results',
] as QueueId[]
/** Each number with a prompt of its tenant, which callers and agents say: recordings then hold speech. */
const LINES = [
  { number: '4008001001', speech: 'ten_demo-heating/prm_heating-number.wav' },
  { number: '4008002002', speech: 'ten_demo-travel/prm_travel-number.wav' },
  { number: '4008003003', speech: 'ten_demo-clinic/prm_clinic-number.wav' },
] as const
const CREDENTIALS_SECONDS = 600
const SECOND_MS = 1_000

export type Demo = { readonly stop: () => Promise<void> }

/** Simulated people: agents with desk phones who take calls and finish them, and callers who press keys, wait, talk, or lose patience. */
export async function startDemo(stack: Stack): Promise<Demo> {
  const over = new AbortController()
  const commands = openAgentCommands(stack.redisUrl)
  const clock = new MediaClock()
  const speeches = await Promise.all(
    LINES.map(async ({ speech }) => parseWav(await readFile(path.join(stack.paths.prompts, speech)))),
  )
  const phones = await Promise.all(AGENTS.map((agentId) => signInAgent(stack, { agentId, clock, commands, speeches })))
  const ready = keepReady(commands, over.signal)
  const callers = Array.from({ length: CALLERS }, () => keepCalling(stack, speeches, over.signal))
  return {
    stop: async () => {
      over.abort()
      await Promise.all([ready, ...callers])
      await Promise.all(phones.map((phone) => phone.close()))
      commands.close()
    },
  }
}

type Desk = {
  readonly agentId: AgentId
  readonly clock: MediaClock
  readonly commands: AgentCommands
  readonly speeches: readonly Int16Array[]
}

async function signInAgent(stack: Stack, { agentId, clock, commands, speeches }: Desk): Promise<DeskPhone> {
  const credentials = (): ReturnType<typeof issueCredentials> =>
    issueCredentials(stack.sipCredentialSecret, agentId, Math.floor(Date.now() / SECOND_MS) + CREDENTIALS_SECONDS)
  const phone = new DeskPhone({
    server: { host: '127.0.0.1', port: stack.ports.sip },
    localAddress: '127.0.0.1',
    agentId,
    domain: stack.sipDomain,
    credentials,
    clock,
    behaviour: () => ({ kind: 'answer', afterMs: randomInt(1_500, 5_000) }),
    voice: { kind: 'silence' },
    onAnswered: (call) => void talk(call, pick(speeches)),
  })
  const status = await phone.register()
  if (status !== 200) throw new StackError(`The demo's agent ${agentId} could not register its phone (SIP ${status}).`)
  await commands.until({ kind: 'agent.signIn', agentId, device: 'sipPhone', queueIds: QUEUES })
  await commands.until({ kind: 'agent.ready', agentId })
  return phone
}

/** Two thirds of the calls are ended by the agent, the others by the caller. */
async function talk(call: PhoneCall, speech: Int16Array): Promise<void> {
  const enough = delay(randomInt(12, 40) * SECOND_MS, undefined, { ref: false })
  await Promise.race([call.audio.play((codec) => samplesSource(codec, speech)), call.ended])
  await Promise.race([enough, call.ended])
  if (randomInt(3) > 0) call.hangUp()
}

/** An agent who was slow to answer was made not ready; nobody is at the screen to become ready again. Wrap-up is cut short for a livelier picture. */
async function keepReady(commands: AgentCommands, over: AbortSignal): Promise<void> {
  while (await pause(10 * SECOND_MS, over)) {
    for (const agentId of AGENTS) {
      await commands.send({ kind: 'agent.endWrapUp', agentId })
      await commands.send({ kind: 'agent.ready', agentId })
    }
  }
}

async function keepCalling(stack: Stack, speeches: readonly Int16Array[], over: AbortSignal): Promise<void> {
  while (await pause(randomInt(1, 12) * SECOND_MS, over)) {
    const line = randomInt(LINES.length)
    await makeCall(
      {
        number: LINES[line]?.number ?? LINES[0].number,
        from: `138${String(randomInt(100_000_000)).padStart(8, '0')}`,
        server: { host: '127.0.0.1', port: stack.ports.sip },
        localAddress: '127.0.0.9',
        digits: [pick(['1', '1', '2'])],
        audioFile: 'speech',
        holdMs: randomInt(20, 75) * SECOND_MS,
        answerTimeoutMs: 30 * SECOND_MS,
        json: false,
      },
      speeches[line] ?? null,
      over,
    )
  }
}

/** False when it is over. */
async function pause(ms: number, over: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal: over })
    return true
  } catch (error) {
    if (over.aborted) return false
    throw error
  }
}

function pick<T>(choices: readonly T[]): T {
  const choice = choices[randomInt(choices.length)]
  if (choice === undefined) throw new RangeError('nothing to choose from')
  return choice
}
