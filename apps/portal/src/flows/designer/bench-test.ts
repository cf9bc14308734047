import type { FlowTestInput } from '@seatline/core'
import type { BenchRecord } from './BenchPanel.tsx'

/** A test that does what was done by hand, and wants what came of it. */
export function testFromBench({ setup, acts, played }: BenchRecord): FlowTestInput {
  const keys: { at: string; keys: string }[] = []
  for (const { key, nodeId } of pressed(acts, played)) {
    const last = keys.at(-1)
    if (last?.at === nodeId) last.keys += key
    else keys.push({ at: nodeId, keys: key })
  }
  return {
    name: '',
    at: setup.at,
    callerNumber: setup.callerNumber,
    acts: [
      ...keys.map(({ at, keys: all }) => ({ kind: 'press' as const, keys: all, ...(at === '' ? {} : { atNode: at }) })),
      ...(acts.some(({ kind }) => kind === 'hangUp') ? [{ kind: 'hangsUp' as const }] : []),
    ],
    expect: {
      ...(played.outcome === null ? {} : { outcome: played.outcome }),
      path: { mode: 'exact', nodeIds: [...played.path] },
    },
  }
}

/** Each key with the step at which it was pressed. */
function pressed(
  acts: BenchRecord['acts'],
  { transcript }: BenchRecord['played'],
): { readonly key: string; readonly nodeId: string }[] {
  return acts.flatMap((act) => {
    if (act.kind !== 'press') return []
    const before = transcript.filter((line) => line.kind === 'entered' && line.atMs < act.atMs).at(-1)
    const first = transcript.find((line) => line.kind === 'entered')
    const entered = before ?? first
    return [{ key: act.key, nodeId: entered?.kind === 'entered' ? entered.nodeId : '' }]
  })
}
