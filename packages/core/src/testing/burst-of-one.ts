import type { ServiceOrder, SimulatedCentre } from './shared-agents-simulation.ts'

/** Three tenants share thirty agents, 70 % busy in a calm hour; for four of eight hours the third calls five times as much. Each is guaranteed a third of the agents. */
export function burstOfOne(seed: number, order: ServiceOrder): SimulatedCentre {
  const tenant = { callsPerHour: 140, agentsMin: 10, agentsMax: null }
  return {
    seed,
    order,
    hours: 8,
    agentsCount: 30,
    tenants: [
      { ...tenant, name: 'alder', priority: 20 },
      { ...tenant, name: 'birch', priority: 10 },
      { ...tenant, name: 'cedar', priority: 30, burst: { fromHour: 2, untilHour: 6, factor: 5 } },
    ],
    talkMs: 150_000,
    patienceMs: 180_000,
    wrapUpMs: 30_000,
    answerMs: 2_000,
    targetMs: 20_000,
  }
}
