import { Counter, Histogram, Registry } from 'prom-client'

export type WorkerMetrics = {
  readonly registry: Registry
  readonly events: Counter
  readonly batch: Histogram
  readonly recordings: Counter<'status'>
}

export function createMetrics(): WorkerMetrics {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    events: new Counter({ name: 'seatline_journal_entries_total', help: 'Journal entries projected.', registers }),
    batch: new Histogram({
      name: 'seatline_projection_seconds',
      help: 'Time of one projected batch.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
    recordings: new Counter({
      name: 'seatline_recordings_total',
      help: 'Recordings finished, by what came of them.',
      labelNames: ['status'],
      registers,
    }),
  }
}
