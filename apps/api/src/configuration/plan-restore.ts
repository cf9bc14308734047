import type { SubjectKind } from './describe-rows.ts'
import type { KeptSource, Row } from './kept-source.ts'
import { textOf } from './kept-source.ts'

/** Something of an earlier version that does not come back, and why. */
export type LeftOut = {
  readonly kind: SubjectKind
  readonly name: string
  readonly code: 'number.returned' | 'number.newer' | 'agent.left' | 'agent.lent' | 'prompt.replaced'
  readonly message: string
}
export type RestorePlan = { readonly target: KeptSource; readonly leftOut: readonly LeftOut[] }

/**
 * What a tenant's configuration becomes when an earlier version of it is restored. People, and numbers themselves, are no configuration: who has left stays away,
 * a number that was returned stays returned, and what has come since keeps what it leads to.
 */
export function planRestore(current: KeptSource, kept: KeptSource): RestorePlan {
  const numbers = planNumbers(current, kept)
  const prompts = planPrompts(current, kept)
  const people = planPeople(current, kept)
  const newerFlows = current.flow.filter(
    (flow) => !has(kept.flow, flow['id']) && numbers.rows.some((row) => row['flowId'] === flow['id']),
  )
  const flow = [...kept.flow, ...newerFlows]
  const published = new Set(newerFlows.map((row) => row['publishedVersionId']))
  const target = {
    ...kept,
    ...people.rows,
    did: numbers.rows,
    prompt: prompts.rows,
    flow,
    flowVersion: [...kept.flowVersion, ...current.flowVersion.filter((row) => published.has(row['id']))],
    agent: current.agent,
  }
  return { target, leftOut: [...numbers.leftOut, ...prompts.leftOut, ...people.leftOut] }
}

type Planned = { readonly rows: Row[]; readonly leftOut: readonly LeftOut[] }

function planNumbers(current: KeptSource, kept: KeptSource): Planned {
  const rows = current.did.map((row) => {
    const then = kept.did.find((each) => each['id'] === row['id'])
    return then === undefined
      ? row
      : { ...row, flowId: then['flowId'], label: then['label'], branchId: then['branchId'] }
  })
  const leftOut = [
    ...kept.did
      .filter((row) => !has(current.did, row['id']))
      .map((row) => numberLeftOut(row, 'number.returned', 'has been returned since, and stays so')),
    ...current.did
      .filter((row) => !has(kept.did, row['id']))
      .map((row) => numberLeftOut(row, 'number.newer', 'has come since, and keeps the menu it leads to')),
  ]
  return { rows, leftOut }
}

const numberLeftOut = (row: Row, code: 'number.returned' | 'number.newer', what: string): LeftOut => ({
  kind: 'number',
  name: textOf(row, 'number'),
  code,
  message: `The number ${textOf(row, 'number')} ${what}.`,
})

const SOUND = ['file', 'durationMs', 'sha256', 'source', 'originalName', 'sizeBytes'] as const

/** A sound that was put in the place of another is the only one there is. */
function planPrompts(current: KeptSource, kept: KeptSource): Planned {
  const isReplaced = (row: Row): boolean => {
    const now = current.prompt.find((each) => each['id'] === row['id'])
    return now !== undefined && now['file'] === row['file'] && now['sha256'] !== row['sha256']
  }
  const rows = kept.prompt.map((row) => {
    if (!isReplaced(row)) return row
    const now = current.prompt.find((each) => each['id'] === row['id'])
    return { ...row, ...Object.fromEntries(SOUND.map((column) => [column, now?.[column]])) }
  })
  const leftOut = kept.prompt.filter(isReplaced).map((row) => ({
    kind: 'prompt' as const,
    name: textOf(row, 'name'),
    code: 'prompt.replaced' as const,
    message: `The sound of "${textOf(row, 'name')}" has been replaced since; the new one stays.`,
  }))
  return { rows, leftOut }
}

type PeopleRows = Pick<KeptSource, 'agentQueue' | 'agentSkill' | 'agentGroupMember'>

/** Queues, skills and groups of those who were there then and still are. Whom the operator lends is given queues by the operator alone. */
function planPeople(
  current: KeptSource,
  kept: KeptSource,
): { readonly rows: PeopleRows; readonly leftOut: readonly LeftOut[] } {
  const remains = (row: Row): boolean => has(current.agent, row['agentId']) && has(kept.agent, row['agentId'])
  const isLent = (row: Row): boolean => row['agentTenantId'] !== row['tenantId']
  const merge = (then: readonly Row[], now: readonly Row[], isKept: (row: Row) => boolean): Row[] => [
    ...then.filter((row) => remains(row) && isKept(row)),
    ...now.filter((row) => !(remains(row) && isKept(row))),
  ]
  const every = (): boolean => true
  const agentQueue = merge(kept.agentQueue, current.agentQueue, (row) => !isLent(row)).filter((row) =>
    has(kept.queue, row['queueId']),
  )
  const rows = {
    agentQueue,
    agentSkill: merge(kept.agentSkill, current.agentSkill, every).filter((row) => has(kept.skill, row['skillId'])),
    agentGroupMember: merge(kept.agentGroupMember, current.agentGroupMember, every).filter((row) =>
      has(kept.agentGroup, row['groupId']),
    ),
  }
  const queuesOf = (all: readonly Row[], agentId: unknown): string =>
    all
      .filter((row) => row['agentId'] === agentId)
      .map((row) => textOf(row, 'queueId'))
      .toSorted()
      .join()
  const left = kept.agent.filter((row) => !has(current.agent, row['id']))
  const lent = kept.agent.filter(
    (row) => has(current.agent, row['id']) && queuesOf(agentQueue, row['id']) !== queuesOf(kept.agentQueue, row['id']),
  )
  return {
    rows,
    leftOut: [
      ...left.map((row) => agentLeftOut(row, 'agent.left', 'works here no more, and stays away')),
      ...lent.map((row) =>
        agentLeftOut(row, 'agent.lent', 'is lent by the operator, who alone decides which queues it is for'),
      ),
    ],
  }
}

const agentLeftOut = (row: Row, code: 'agent.left' | 'agent.lent', what: string): LeftOut => ({
  kind: 'agent',
  name: textOf(row, 'name'),
  code,
  message: `${textOf(row, 'name')} ${what}.`,
})

const has = (rows: readonly Row[], id: unknown): boolean => rows.some((row) => row['id'] === id)
