import type { OverflowTarget, QueueRouting } from '@seatline/core'

export const REFERENCE_KINDS = ['agent', 'group', 'skill', 'queue', 'voicemailBox', 'flow', 'prompt'] as const
export type ReferenceKind = (typeof REFERENCE_KINDS)[number]

/** Something that the routing of a queue points at, and where. */
export type RoutingReference = { readonly kind: ReferenceKind; readonly id: string; readonly field: string }

export const OVERFLOW_GROUNDS = ['wait', 'length', 'noAgent'] as const
export type OverflowGround = (typeof OVERFLOW_GROUNDS)[number]

/** Where the queue's calls go when it gives them up, with the ground. */
export const overflowTargets = ({
  overflow,
}: Pick<QueueRouting, 'overflow'>): readonly { readonly ground: OverflowGround; readonly to: OverflowTarget }[] =>
  OVERFLOW_GROUNDS.flatMap((ground) => {
    const rule = overflow[ground]
    return rule === null ? [] : [{ ground, to: rule.to }]
  })

/** Everything that a routing points at: what it names must be the tenant's, and in use. */
export function routingReferences(routing: QueueRouting): readonly RoutingReference[] {
  const { huntOrder, rules, steps, waiting } = routing
  return [
    ...huntOrder.map((id, at) => ({ kind: 'agent' as const, id, field: `huntOrder.${String(at)}` })),
    ...rules.flatMap((rule, at) =>
      rule.kind === 'region'
        ? rule.groups.map(({ groupId }, place) => ({
            kind: 'group' as const,
            id: groupId,
            field: `rules.${String(at)}.groups.${String(place)}.groupId`,
          }))
        : [],
    ),
    ...steps.flatMap(({ skills, groupIds }, at) => [
      ...(skills ?? []).map(({ skillId }, place) => ({
        kind: 'skill' as const,
        id: skillId,
        field: `steps.${String(at)}.skills.${String(place)}.skillId`,
      })),
      ...groupIds.map((id) => ({ kind: 'group' as const, id, field: `steps.${String(at)}.groupIds` })),
    ]),
    ...overflowTargets(routing).flatMap(({ ground, to }) => referenceOfTarget(`overflow.${ground}.to`, to)),
    ...waiting.messages.map(({ promptId }, at) => ({
      kind: 'prompt' as const,
      id: promptId,
      field: `waiting.messages.${String(at)}.promptId`,
    })),
    ...(waiting.advert === null
      ? []
      : [{ kind: 'prompt' as const, id: waiting.advert.promptId, field: 'waiting.advert.promptId' }]),
    ...(waiting.voicemail === null
      ? []
      : [{ kind: 'voicemailBox' as const, id: waiting.voicemail.boxId, field: 'waiting.voicemail.boxId' }]),
  ]
}

function referenceOfTarget(place: string, to: OverflowTarget): readonly RoutingReference[] {
  switch (to.kind) {
    case 'queue':
      return [{ kind: 'queue', id: to.queueId, field: `${place}.queueId` }]
    case 'voicemail':
      return [{ kind: 'voicemailBox', id: to.boxId, field: `${place}.boxId` }]
    case 'flow':
      return [{ kind: 'flow', id: to.flowId, field: `${place}.flowId` }]
    case 'announcement':
      return [{ kind: 'prompt', id: to.promptId, field: `${place}.promptId` }]
    case 'number':
      return []
  }
}

/** The queues in the order in which a call would go round for ever; null when it would not. */
export function overflowLoop(
  queueId: string,
  routings: ReadonlyMap<string, Pick<QueueRouting, 'overflow'>>,
): readonly string[] | null {
  const visit = (id: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(id)) return id === queueId ? [...way, id] : null
    const routing = routings.get(id)
    if (routing === undefined) return null
    for (const { to } of overflowTargets(routing)) {
      const found = to.kind === 'queue' ? visit(to.queueId, [...way, id]) : null
      if (found !== null) return found
    }
    return null
  }
  return visit(queueId, [])
}
