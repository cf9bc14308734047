import type { ConditionBranch } from '../flow-parts.ts'
import { fillIn, type ReadVariable } from '../template.ts'
import { goTo, type NodeHandler } from './node-types.ts'

/** The first branch that holds. */
export const conditionNode: NodeHandler<'condition'> = {
  enter: (draft, node) => {
    const branch = node.branches.find((each) => holds(each, draft.valueOf))
    return goTo(branch === undefined ? node.otherwise : branch.next)
  },
}

/** Two numbers are compared as numbers, all else as text. */
export function holds(branch: ConditionBranch, valueOf: ReadVariable): boolean {
  const left = valueOf(branch.variable).trim()
  const right = fillIn(branch.value, valueOf).trim()
  switch (branch.operator) {
    case 'equals':
      return compare(left, right) === 0
    case 'notEquals':
      return compare(left, right) !== 0
    case 'lessThan':
      return left !== '' && compare(left, right) < 0
    case 'greaterThan':
      return left !== '' && compare(left, right) > 0
    case 'in':
      return right.split(/[,，、;\n]/u).some((each) => each.trim() !== '' && compare(left, each.trim()) === 0)
    case 'startsWith':
      return right !== '' && left.startsWith(right)
    case 'isEmpty':
      return left === ''
  }
}

const NUMBER = /^[+-]?\d{1,15}(\.\d{1,9})?$/

function compare(left: string, right: string): number {
  if (NUMBER.test(left) && NUMBER.test(right)) return Number(left) - Number(right)
  return left === right ? 0 : left < right ? -1 : 1
}
