import {
  COMMAND_TTL_MS,
  commandEnvelopeSchema,
  type AcdEffect,
  type CommandEnvelope,
  type CommandId,
  type CommandReply,
} from '@seatline/core'
import { z } from 'zod'
import type { Log } from '../runtime/log.ts'

const idOnlySchema = z.looseObject({ commandId: z.string() })

/** A command that can be carried out, or the answer to one that cannot: it is too old, or nobody knows what it means. Null: not even that can be said. */
export function parseCommand(
  text: string,
  now: number,
  log: Log,
):
  | { readonly ok: true; readonly envelope: CommandEnvelope }
  | { readonly ok: false; readonly reply: CommandReply }
  | null {
  const json = parseJson(text)
  const envelope = commandEnvelopeSchema.safeParse(json)
  if (!envelope.success) {
    log.warn('a command is malformed')
    const commandId = commandEnvelopeSchema.shape.commandId.safeParse(idOnlySchema.safeParse(json).data?.commandId)
    return commandId.success ? refused(commandId.data, 'command.malformed', 'not a known command') : null
  }
  const { commandId, sentAt } = envelope.data
  if (now - sentAt > COMMAND_TTL_MS) return refused(commandId, 'command.expired', 'the command is too old')
  return { ok: true, envelope: envelope.data }
}

export function replyOf(
  commandId: CommandId,
  result: Extract<AcdEffect, { kind: 'command.reply' }>['result'],
): CommandReply {
  if (result.ok) return { ok: true, commandId }
  const { code, message, detail } = result
  return { ok: false, commandId, code, message, ...(detail === undefined ? {} : { detail }) }
}

const refused = (commandId: CommandId, code: 'command.malformed' | 'command.expired', message: string) => ({
  ok: false as const,
  reply: { ok: false as const, commandId, code, message },
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
