import {
  COMMAND_STREAM,
  COMMAND_TTL_MS,
  commandEnvelopeSchema,
  commandReplyKey,
  type CommandEnvelope,
  type CommandReply,
} from '@seatline/core'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Clock } from '../runtime/clock.ts'
import { messageOf, type Log } from '../runtime/log.ts'

const BLOCK_MS = 2_000
const PAUSE_MS = 500
const REPLY_TTL_SECONDS = 30
const readSchema = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))])).nullable()
const lastSchema = z.array(z.tuple([z.string(), z.array(z.string())]))
const idOnlySchema = z.looseObject({ commandId: z.string() })

/** Reads agents' commands from their stream, in order, each once; answers go to a list that the API waits on. */
export class CommandConsumer {
  readonly #reader: Redis
  readonly #writer: Redis
  readonly #clock: Clock
  readonly #log: Log
  readonly #onCommand: (envelope: CommandEnvelope) => void
  #lastId: string | null = null
  #running = true
  received = 0

  constructor(options: {
    /** A connection of its own: reading blocks it. */
    readonly reader: Redis
    readonly writer: Redis
    readonly clock: Clock
    readonly log: Log
    readonly onCommand: (envelope: CommandEnvelope) => void
  }) {
    this.#reader = options.reader
    this.#writer = options.writer
    this.#clock = options.clock
    this.#log = options.log
    this.#onCommand = options.onCommand
  }

  /** Runs until `stop`. Never rejects. */
  async run(): Promise<void> {
    while (this.#running) {
      try {
        this.#lastId ??= await this.#findLastId()
        await this.#readOnce(this.#lastId)
      } catch (error) {
        if (!this.#stopping()) this.#log.warn({ error: messageOf(error) }, 'commands cannot be read')
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
    }
  }

  stop(): void {
    this.#running = false
  }

  reply(reply: CommandReply): void {
    const key = commandReplyKey(reply.commandId)
    this.#writer
      .multi()
      .lpush(key, JSON.stringify(reply))
      .expire(key, REPLY_TTL_SECONDS)
      .exec()
      .catch((error: unknown) => this.#log.warn({ error: messageOf(error) }, 'a command cannot be answered'))
  }

  #stopping(): boolean {
    return !this.#running
  }

  /** Commands from before our start belong to a process that is gone. */
  async #findLastId(): Promise<string> {
    const [last] = lastSchema.parse(await this.#reader.xrevrange(COMMAND_STREAM, '+', '-', 'COUNT', 1))
    return last?.[0] ?? '0-0'
  }

  async #readOnce(lastId: string): Promise<void> {
    const streams = readSchema.parse(
      await this.#reader.xread('COUNT', 100, 'BLOCK', BLOCK_MS, 'STREAMS', COMMAND_STREAM, lastId),
    )
    for (const [, entries] of streams ?? []) {
      for (const [id, fields] of entries) {
        this.#lastId = id
        this.#take(fields[fields.indexOf('command') + 1] ?? '')
      }
    }
  }

  #take(text: string): void {
    this.received++
    const json = parseJson(text)
    const envelope = commandEnvelopeSchema.safeParse(json)
    if (!envelope.success) {
      this.#refuseMalformed(json)
      return
    }
    const { commandId, sentAt } = envelope.data
    if (this.#clock.now() - sentAt > COMMAND_TTL_MS) {
      this.reply({ ok: false, commandId, code: 'command.expired', message: 'the command is too old' })
      return
    }
    this.#onCommand(envelope.data)
  }

  #refuseMalformed(json: unknown): void {
    this.#log.warn('a command is malformed')
    const named = idOnlySchema.safeParse(json)
    if (!named.success) return
    const commandId = commandEnvelopeSchema.shape.commandId.safeParse(named.data.commandId)
    if (!commandId.success) return
    this.reply({ ok: false, commandId: commandId.data, code: 'command.malformed', message: 'not a known command' })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
