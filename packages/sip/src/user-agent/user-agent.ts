import {
  DigestAuthentication,
  IncomingRequestMessage,
  Levels,
  NameAddrHeader,
  LoggerFactory,
  URI,
  UserAgentCore,
  type IncomingInviteRequest,
} from 'sip.js/lib/core/index.js'
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js'
import { parseUri } from '../message/fast-grammar.ts'
import { parseMessage } from '../message/message-parser.ts'
import type { Channel, SipTransport } from '../transport/sip-transport.ts'
import type { CallSession, SessionHost } from './call-session.ts'
import { answerMalformedRequest } from './malformed.ts'
import { IncomingCall } from './incoming-call.ts'
import { OutgoingCall, type OutgoingCallHandlers } from './outgoing-call.ts'
import { Registration } from './registration.ts'
import { receiveUpdate } from './update.ts'
import { toHeaderLines, type Headers } from './headers.ts'

/** Any URI of the `sip:` scheme. Throws RangeError on text that is none. */
export function parseSipUri(text: string): URI {
  const uri = parseUri(text)
  if (uri === undefined) throw new RangeError('not a SIP URI')
  return uri
}

export type Credentials = { readonly username: string; readonly password: string }

export type UserAgentOptions = {
  readonly transport: SipTransport
  /** User part of our Contact and address-of-record: requests to any other user are answered 404. */
  readonly user: string
  /** Domain of our address-of-record. */
  readonly domain: string
  /** Host and port of the Contact and Via headers: where we listen, or anything for a client that is reached over its own connection. */
  readonly contactHost: string
  readonly contactPort: number | null
  /** Parameters of the Contact URI, such as `;ob`. `;transport=` is set by itself. */
  readonly product: string
  readonly credentials: (() => Credentials | null) | null
}

/** Numbers to watch; they only grow. */
export type UserAgentCounters = {
  messagesReceived: number
  requestsMalformed: number
  responsesMalformed: number
  faults: number
}

export interface UserAgentHandlers {
  /** An INVITE outside a dialog. Not handled: 480. */
  onInvite?(call: IncomingCall): void
  /** A NOTIFY outside a dialog; it has been answered with 200. Not handled: 489. */
  onNotify?(notify: { readonly event: string; header(name: string): string | undefined; readonly body: string }): void
  /** The status that answers an OPTIONS outside a dialog, whatever user it names: a probe asks for the node. Not handled: 200. */
  onOptions?(): number
  onConnected?(connected: boolean): void
  /** An exception in the stack or in a handler: logged and counted, never fatal. */
  onFault?(error: unknown): void
}

/** How long the id of an ended dialog is kept, so that a crossing BYE gets its 200 (RFC 5407 3.1.5). */
const ENDED_DIALOG_MS = 32_000

/** A SIP user agent (RFC 3261) over one reliable transport. Knows calls and registrations, nothing of tenants or queues. */
export class UserAgent {
  readonly counters: UserAgentCounters = { messagesReceived: 0, requestsMalformed: 0, responsesMalformed: 0, faults: 0 }
  readonly #options: UserAgentOptions
  readonly #core: UserAgentCore
  readonly #host: SessionHost
  readonly #sessions = new Map<string, CallSession>()
  readonly #ended = new Map<string, NodeJS.Timeout>()
  readonly #loggerFactory = new LoggerFactory()
  #handlers: UserAgentHandlers = {}
  #channel: Channel

  constructor(options: UserAgentOptions) {
    this.#options = options
    this.#channel = options.transport.outgoing
    this.#loggerFactory.builtinEnabled = false
    this.#loggerFactory.level = Levels.error
    if (!AllowedMethods.includes('UPDATE')) AllowedMethods.push('UPDATE')
    const contact = this.#contactUri()
    this.#core = this.#createCore(contact)
    this.#host = {
      core: this.#core,
      contact: `<${contact.toString()}>`,
      allow: 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, NOTIFY',
      forget: (session) => this.#forget(session),
    }
  }

  async start(handlers: UserAgentHandlers): Promise<void> {
    this.#handlers = handlers
    await this.#options.transport.start({
      onMessage: (text, channel) => this.#receive(text, channel),
      onFramingError: (head, channel) => this.#answerMalformed(head, channel),
      onConnected: (connected) => handlers.onConnected?.(connected),
    })
  }

  /** Drops all transactions and dialogs without a word, and closes the transport. End calls before. */
  async stop(): Promise<void> {
    for (const timer of this.#ended.values()) clearTimeout(timer)
    this.#ended.clear()
    this.#core.dispose()
    await this.#options.transport.stop()
  }

  /** Sends an INVITE. `to` and `from` are SIP URIs; the From header carries `fromDisplayName` too. */
  invite(
    invite: {
      readonly to: string
      readonly from: string
      readonly fromDisplayName?: string
      readonly sdp: string
      readonly headers?: Headers
      readonly callId?: string
    },
    handlers: OutgoingCallHandlers,
  ): OutgoingCall {
    const to = parseSipUri(invite.to)
    return new OutgoingCall(
      this.#core,
      this.#host,
      {
        requestUri: to,
        to,
        from: parseSipUri(invite.from),
        fromDisplayName: invite.fromDisplayName ?? '',
        sdp: invite.sdp,
        headers: invite.headers ?? {},
        callId: invite.callId ?? null,
      },
      {
        ...handlers,
        onAnswered: (answered) => {
          this.#sessions.set(answered.session.dialogId, answered.session)
          handlers.onAnswered(answered)
        },
      },
    )
  }

  /** The binding of our own address-of-record. */
  registration(): Registration {
    const { domain, user } = this.#options
    return new Registration(this.#core, new URI('sip', '', domain), new URI('sip', user, domain))
  }

  /** Sends a request outside a dialog (OPTIONS, MESSAGE …) and resolves with its final status. Never rejects. */
  request(request: { readonly method: string; readonly to: string; readonly headers?: Headers }): Promise<number> {
    const to = parseSipUri(request.to)
    const from = new URI('sip', this.#options.user, this.#options.domain)
    const message = this.#core.makeOutgoingRequestMessage(
      request.method,
      to,
      from,
      to,
      {},
      toHeaderLines(request.headers ?? {}),
    )
    return new Promise((resolve) => {
      this.#core.request(message, {
        onAccept: ({ message: response }) => resolve(response.statusCode ?? 200),
        onReject: ({ message: response }) => resolve(response.statusCode ?? 500),
        onRedirect: ({ message: response }) => resolve(response.statusCode ?? 300),
      })
    })
  }

  #contactUri(): URI {
    const { user, contactHost, contactPort, transport } = this.#options
    return new URI('sip', user, contactHost, contactPort ?? undefined, { transport: transport.protocol.toLowerCase() })
  }

  #createCore(contact: URI): UserAgentCore {
    const { user, domain, product, credentials, transport, contactHost, contactPort } = this.#options
    return new UserAgentCore(
      {
        aor: new URI('sip', user, domain),
        contact: { pubGruu: undefined, tempGruu: undefined, uri: contact, toString: () => `<${contact.toString()}>` },
        displayName: '',
        loggerFactory: this.#loggerFactory,
        hackViaTcp: false,
        routeSet: [],
        sipjsId: '',
        supportedOptionTags: ['timer'],
        supportedOptionTagsResponse: ['timer'],
        userAgentHeaderFieldValue: product,
        viaForceRport: transport.protocol !== 'WS',
        viaHost: contactPort === null ? contactHost : `${contactHost}:${String(contactPort)}`,
        authenticationFactory: () => {
          const given = credentials?.() ?? null
          return given === null
            ? undefined
            : new DigestAuthentication(this.#loggerFactory, undefined, given.username, given.password)
        },
        transportAccessor: () => this.#channel,
      },
      {
        onInvite: (request) => this.#invited(request),
        onNotify: (request) => {
          const { message } = request
          if (this.#handlers.onNotify === undefined) {
            request.reject({ statusCode: 489 })
            return
          }
          request.accept()
          const event = (message.getHeader('event') ?? message.getHeader('o') ?? '').trim()
          this.#handlers.onNotify({ event, header: (name) => message.getHeader(name), body: message.body })
        },
      },
    )
  }

  #receive(text: string, channel: Channel): void {
    this.counters.messagesReceived++
    // Transactions made while this message is handled answer on the connection that it came in on.
    this.#channel = channel
    try {
      const message = this.#parse(text)
      if (message === undefined) {
        this.#answerMalformed(text, channel)
      } else if (!(message instanceof IncomingRequestMessage)) {
        this.#core.receiveIncomingResponseFromTransport(message)
      } else if (!this.#receivedByUs(message)) {
        this.#core.receiveIncomingRequestFromTransport(message)
      }
    } catch (error) {
      this.counters.faults++
      this.#handlers.onFault?.(error)
    } finally {
      this.#channel = this.#options.transport.outgoing
    }
  }

  /** Undefined for what is no well-formed SIP message. */
  #parse(text: string): ReturnType<typeof parseMessage> {
    try {
      return parseMessage(text)
    } catch {
      return undefined
    }
  }

  /** What SIP.js does not know: UPDATE (RFC 3311), and a BYE that crossed ours. True when it has been answered. */
  #receivedByUs(message: IncomingRequestMessage): boolean {
    if (message.method === 'UPDATE')
      return receiveUpdate({ core: this.#core, host: this.#host, sessions: this.#sessions }, message)
    if (message.method === 'OPTIONS' && !message.to.hasParam('tag')) {
      const statusCode = this.#handlers.onOptions?.() ?? 200
      const extraHeaders = [`Allow: ${this.#host.allow}`, 'Accept: application/sdp']
      this.#core.replyStateless(message, { statusCode, extraHeaders })
      return true
    }
    if (message.method === 'BYE' && this.#ended.has(message.callId + message.toTag + message.fromTag)) {
      this.#core.replyStateless(message, { statusCode: 200 })
      return true
    }
    return false
  }

  #invited(request: IncomingInviteRequest): void {
    const required = request.message.getHeaders('require').flatMap((value) => value.split(','))
    const unsupported = required.map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.toLowerCase() !== 'timer')
    if (unsupported.length > 0) {
      // RFC 3261 8.2.2.3
      request.reject({ statusCode: 420, extraHeaders: [`Unsupported: ${unsupported.join(', ')}`] })
    } else if (!(request.message.parseHeader('contact') instanceof NameAddrHeader)) {
      request.reject({ statusCode: 400 })
    } else if (this.#handlers.onInvite === undefined) {
      request.reject({ statusCode: 480 })
    } else {
      this.#handlers.onInvite(
        new IncomingCall(request, this.#host, (session) => this.#sessions.set(session.dialogId, session)),
      )
    }
  }

  #answerMalformed(raw: string, channel: Channel): void {
    if (raw.startsWith('SIP/')) this.counters.responsesMalformed++
    else this.counters.requestsMalformed++
    const answer = answerMalformedRequest(raw)
    if (answer === null) return
    channel.send(answer).catch((error: unknown) => this.#handlers.onFault?.(error))
  }

  #forget(session: CallSession): void {
    const { dialogId } = session
    this.#sessions.delete(dialogId)
    const timer = setTimeout(() => this.#ended.delete(dialogId), ENDED_DIALOG_MS)
    timer.unref()
    this.#ended.set(dialogId, timer)
  }
}
