import type { Phone } from '../softphone/phone.ts'
import type { DeskActions } from './agent-desk.ts'
import type { AgentCommands, CommandOutcome } from './commands.ts'

const REGISTER_WITHIN_MS = 10_000
/** The telephone system hears of a new registration a moment after the browser; at the latest when it reads the registrar, every 10 s. */
const REGISTRATION_ECHO = { attempts: 26, everyMs: 400 }

export type DeskActionDependencies = {
  readonly agentId: string
  readonly phone: Phone
  readonly commands: AgentCommands
  readonly wait: (ms: number) => Promise<void>
}

export function createDeskActions({ agentId, phone, commands, wait }: DeskActionDependencies): DeskActions {
  const openPhone = async (how: 'ifFree' | 'takeOver'): Promise<CommandOutcome> => {
    const opening = await phone.open(agentId, how)
    if (opening === 'otherTab') void phone.watchOtherTab(agentId)
    if (opening !== 'open') return { ok: false, code: `phone.${opening}` }
    return (await phone.whenRegistered(REGISTER_WITHIN_MS)) ? { ok: true } : { ok: false, code: 'phone.notRegistered' }
  }

  const ready = async (): Promise<CommandOutcome> => {
    let outcome = await commands.ready()
    for (let attempt = 1; attempt < REGISTRATION_ECHO.attempts; attempt++) {
      if (outcome.ok || outcome.code !== 'agent.phoneNotRegistered') break
      if (phone.state().registration.kind !== 'registered') break
      await wait(REGISTRATION_ECHO.everyMs)
      outcome = await commands.ready()
    }
    return outcome
  }

  return {
    openPhone,
    ready,
    signIn: async (queueIds) => {
      const opened = await openPhone('ifFree')
      return opened.ok ? commands.signIn(queueIds) : opened
    },
    signOut: () => commands.signOut(),
    notReady: (reasonId) => commands.notReady(reasonId),
    endWrapUp: () => commands.endWrapUp(),
    extendWrapUp: (bySeconds) => commands.extendWrapUp(bySeconds),
    setDisposition: (input) => commands.setDisposition(input),
    give: (callId, to) => commands.give(callId, to),
    takeBack: (callId) => commands.takeBack(callId),
    hangUpAtServer: (callId) => commands.hangUp(callId),
    setMuted: (muted) => {
      // The track is silenced here and now; the server is told so that others see it and a new tab knows.
      phone.setMuted(muted)
      void commands.setMuted(muted)
    },
    answer: () => phone.answer(),
    decline: () => phone.decline(),
    toggleHold: () => {
      const { call } = phone.state()
      if (call?.kind !== 'talking') return
      if (call.held) phone.retrieve()
      else phone.hold()
    },
    hangUp: () => phone.hangUp(),
  }
}
