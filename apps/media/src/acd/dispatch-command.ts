import type { AcdInput, CommandEnvelope, CommandReply } from '@seatline/core'
import type { OutboundPart } from '../outbound/outbound-part.ts'
import type { SnapshotStore } from '../tenants/snapshot-store.ts'
import { commandToInput } from './command-to-input.ts'

export type CommandTakers = {
  readonly store: SnapshotStore
  readonly acd: { dispatch(input: AcdInput): void }
  readonly commands: { reply(reply: CommandReply): void }
  readonly outbound: OutboundPart
}

/** Gives a command to the engine, or to the part that places calls; each answers it once. */
export function dispatchCommand(
  { store, acd, commands, outbound }: CommandTakers,
  { command, commandId }: CommandEnvelope,
): void {
  if (command.kind === 'trunk.testCall') {
    void outbound.command(command, commandId)
    return
  }
  if (command.kind === 'callback.cancel') {
    acd.dispatch({ kind: command.kind, callbackId: command.callbackId })
    commands.reply({ ok: true, commandId })
    return
  }
  const input = commandToInput({ command, commandId }, store.tenants)
  if (input !== null) acd.dispatch(input)
  else commands.reply({ ok: false, commandId, code: 'agent.unknown', message: 'no tenant has this agent' })
}
