import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import Stripe from 'stripe'

/** An object as the provider's API shows it, as far as we read it. */
type Shown = Record<string, unknown> & { readonly id: string }
type Stored = { readonly status: number; readonly body: unknown }

export type FakeEvent = {
  readonly id: string
  readonly type: string
  readonly created: number
  readonly data: { readonly object: Shown }
}
/** Where a question can be stopped: before it is done, when it is done and not yet answered, when it is answered. */
export type Moment = 'before' | 'done' | 'answered'

/**
 * A server that speaks the payment provider's API as its reference has it, for what depends on state (which stripe-mock does not keep): customers, invoices, refunds,
 * messages, and answers that are remembered by idempotency key.
 */
export type FakeStripe = {
  readonly url: string
  readonly webhookSecret: string
  /** What was asked, in order, once for each key. */
  readonly done: () => readonly string[]
  /** Every question, asked again or not. */
  readonly asked: () => readonly string[]
  readonly objects: (kind: string) => readonly Shown[]
  readonly events: () => readonly FakeEvent[]
  /** What the provider tells next, as it happened there. */
  readonly tell: (type: string, object: Shown) => FakeEvent
  /** The client pays on the provider's page. */
  readonly payAtPage: (invoiceRef: string) => readonly FakeEvent[]
  /** Body and headers as they are sent to us. */
  readonly signed: (event: unknown, options?: { readonly secret?: string; readonly at?: number }) => RequestInit
  readonly declineCards: (decline: boolean) => void
  /** Calls `then` once when the n-th question comes to that moment, and holds the question for it. */
  readonly stopAt: (n: number, moment: Moment, then: () => Promise<void>) => void
  /** Errors instead of answers. */
  readonly breakDown: (status: number | null) => void
  readonly close: () => Promise<void>
}

export async function startFakeStripe(): Promise<FakeStripe> {
  const fake = new Fake()
  const server = createServer((request, response) => {
    fake.answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    webhookSecret: fake.webhookSecret,
    done: () => fake.done,
    asked: () => fake.asked,
    objects: (kind) => [...fake.objects.values()].filter(({ object }) => object === kind),
    events: () => fake.events,
    tell: (type, object) => fake.tell(type, object),
    payAtPage: (ref) => fake.payAtPage(ref),
    signed: (event, options) => fake.signed(event, options),
    declineCards: (decline) => (fake.declines = decline),
    stopAt: (n, moment, then) => (fake.stop = { n: fake.asked.length + n, moment, then }),
    breakDown: (status) => (fake.broken = status),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Ids are the provider's: no two servers of a test give the same. */
let made = 0

class Fake {
  readonly webhookSecret = 'whsec_fake-secret-for-tests'
  readonly done: string[] = []
  readonly asked: string[] = []
  readonly objects = new Map<string, Shown>()
  readonly events: FakeEvent[] = []
  readonly remembered = new Map<string, Stored>()
  declines = false
  broken: number | null = null
  stop: { readonly n: number; readonly moment: Moment; readonly then: () => Promise<void> } | null = null

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const params = new URLSearchParams(Buffer.concat(chunks).toString())
    const url = new URL(request.url ?? '/', 'http://fake')
    const name = `${request.method ?? ''} ${url.pathname}`
    this.asked.push(name)
    await this.#reach('before')
    const key = String(request.headers['idempotency-key'] ?? '')
    const stored = this.#answerOnce(name, url, { params, key })
    await this.#reach('done')
    if (response.destroyed) return
    response.writeHead(stored.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(stored.body))
    await this.#reach('answered')
  }

  async #reach(moment: Moment): Promise<void> {
    const { stop } = this
    if (stop?.moment !== moment || stop.n !== this.asked.length) return
    this.stop = null
    await stop.then()
    await wait(0)
  }

  #answerOnce(
    name: string,
    url: URL,
    { params, key }: { readonly params: URLSearchParams; readonly key: string },
  ): Stored {
    if (this.broken !== null) return { status: this.broken, body: { error: { type: 'api_error', message: 'broken' } } }
    const known = key === '' ? undefined : this.remembered.get(key)
    if (known !== undefined) return known
    const stored = this.#perform(name, url, params)
    if (!name.startsWith('GET')) this.done.push(name.replace(/\/(in|re|cus|cs)_\d+/, ''))
    if (key !== '') this.remembered.set(key, stored)
    return stored
  }

  #perform(name: string, url: URL, params: URLSearchParams): Stored {
    const metadata = Object.fromEntries(
      [...params].flatMap(([field, value]) => {
        const inner = /^metadata\[(\w+)\]$/.exec(field)?.[1]
        return inner === undefined ? [] : [[inner, value]]
      }),
    )
    const [, , resource = '', ref = '', verb = ''] = url.pathname.split('/')
    switch (`${name.split(' ')[0] ?? ''} ${resource}${verb === '' ? '' : `/${verb}`}`) {
      case 'POST customers':
        return this.#make('cus', { object: 'customer', name: params.get('name'), metadata })
      case 'POST invoices':
        return this.#make('in', {
          ...{ object: 'invoice', status: 'draft', amount_due: 0, amount_paid: 0, currency: params.get('currency') },
          ...{ customer: params.get('customer'), collection_method: params.get('collection_method'), metadata },
        })
      case 'POST invoiceitems': {
        const invoice = this.#find(params.get('invoice') ?? '')
        this.#change(invoice.id, { amount_due: Number(invoice['amount_due']) + Number(params.get('amount')) })
        return this.#make('ii', { object: 'invoiceitem', invoice: invoice.id, amount: Number(params.get('amount')) })
      }
      case 'POST invoices/finalize':
        return ok(this.#change(ref, { status: 'open', hosted_invoice_url: `https://pay.example.test/${ref}` }))
      case 'POST invoices/pay':
        return this.#payByCard(ref)
      case 'POST invoices/void':
        return this.#void(ref)
      case 'POST refunds':
        return this.#refund(params, metadata)
      case 'POST checkout/sessions':
      case 'POST checkout':
        return this.#make('cs', {
          object: 'checkout.session',
          mode: params.get('mode'),
          url: 'https://pay.example.test/session',
          metadata,
        })
      case 'GET events':
        return ok({ object: 'list', url: '/v1/events', has_more: false, data: this.events.toReversed() })
      default:
        return {
          status: 404,
          body: { error: { type: 'invalid_request_error', message: `Unrecognized request URL (${name})` } },
        }
    }
  }

  #make(prefix: string, fields: Record<string, unknown>): Stored {
    const id = `${prefix}_${String(++made)}`
    this.objects.set(id, { id, ...fields })
    return ok(this.objects.get(id))
  }

  #find(id: string): Shown {
    const found = this.objects.get(id)
    if (found === undefined) throw new Error(`no such object [id:${id}]`)
    return found
  }

  #change(id: string, fields: Record<string, unknown>): Shown {
    const changed = { ...this.#find(id), ...fields }
    this.objects.set(id, changed)
    return changed
  }

  #payByCard(ref: string): Stored {
    if (this.#find(ref)['status'] === 'paid') return invalid('Invoice is already paid')
    if (this.declines) {
      this.tell('invoice.payment_failed', this.#find(ref))
      return {
        status: 402,
        body: { error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' } },
      }
    }
    this.payAtPage(ref)
    return ok(this.#find(ref))
  }

  #void(ref: string): Stored {
    if (this.#find(ref)['status'] === 'paid') return invalid('You can only pass in open invoices')
    const gone = this.#change(ref, { status: 'void' })
    this.tell('invoice.voided', gone)
    return ok(gone)
  }

  #refund(params: URLSearchParams, metadata: Record<string, string>): Stored {
    const made = this.#make('re', {
      ...{ object: 'refund', amount: Number(params.get('amount')), currency: 'cny', status: 'succeeded', metadata },
      payment_intent: params.get('payment_intent'),
    })
    this.tell('refund.created', made.body as Shown)
    return made
  }

  payAtPage(ref: string): readonly FakeEvent[] {
    const invoice = this.#find(ref)
    const paid = this.#change(ref, { status: 'paid', amount_paid: invoice['amount_due'] })
    const payment = {
      ...{ id: `inpay_${ref}`, object: 'invoice_payment', invoice: ref, amount_paid: paid['amount_paid'] },
      ...{ currency: paid['currency'], payment: { type: 'payment_intent', payment_intent: `pi_${ref}` } },
    }
    return [this.tell('invoice_payment.paid', payment), this.tell('invoice.paid', paid)]
  }

  tell(type: string, object: Shown): FakeEvent {
    const event = {
      id: `evt_${String(++made)}`,
      object: 'event',
      type,
      created: Math.floor(Date.now() / 1000),
      data: { object },
    }
    this.events.push(event)
    return event
  }

  signed(
    event: unknown,
    { secret = this.webhookSecret, at = Date.now() }: { readonly secret?: string; readonly at?: number } = {},
  ): RequestInit {
    const payload = JSON.stringify(event)
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(at / 1000) })
    return {
      method: 'POST',
      body: payload,
      headers: { 'stripe-signature': header, 'content-type': 'application/json' },
    }
  }
}

const ok = (body: unknown): Stored => ({ status: 200, body })
const invalid = (message: string): Stored => ({
  status: 400,
  body: { error: { type: 'invalid_request_error', message } },
})
