import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export type MediaGauges = {
  readonly calls: () => number
  readonly outboxBacklog: () => number
  readonly ngRetries: () => number
  readonly ngTimeouts: () => number
  readonly sipMalformed: () => number
  readonly phones: () => number
}

/** What this node measures of itself, for Prometheus. Names start with `seatline_media_`. */
export class MediaMetrics {
  readonly registry = new Registry()
  readonly callsArrived = this.#counter('calls_arrived_total', 'Calls taken')
  readonly callsRejected = this.#labelled('calls_rejected_total', 'Calls refused at admission', 'reason')
  readonly mediaFaults = this.#labelled('media_faults_total', 'rtpengine commands that failed', 'code')
  readonly faults = this.#counter('faults_total', 'Exceptions and broken invariants')
  readonly answerToJoin = new Histogram({
    name: 'seatline_media_answer_to_join_seconds',
    help: "From an agent's answer until rtpengine has joined both sides",
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers: [this.registry],
  })

  observe(gauges: MediaGauges): void {
    this.#gauge('calls', 'Calls on this node', gauges.calls)
    this.#gauge('outbox_backlog', 'Journal events that Redis has not confirmed', gauges.outboxBacklog)
    this.#gauge('ng_retries', 'NG requests sent again', gauges.ngRetries)
    this.#gauge('ng_timeouts', 'NG requests given up', gauges.ngTimeouts)
    this.#gauge('sip_malformed', 'SIP messages that could not be parsed', gauges.sipMalformed)
    this.#gauge('phones_registered', "Agents' phones registered", gauges.phones)
  }

  #counter(name: string, help: string): Counter {
    return new Counter({ name: `seatline_media_${name}`, help, registers: [this.registry] })
  }

  #labelled<L extends string>(name: string, help: string, label: L): Counter<L> {
    return new Counter({ name: `seatline_media_${name}`, help, labelNames: [label], registers: [this.registry] })
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `seatline_media_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(read())
      },
    })
  }
}
