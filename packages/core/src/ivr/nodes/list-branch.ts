import type { ListBranch } from '../flow-parts.ts'
import type { LookedUpCaller } from '../step-types.ts'
import { askWhoItIs, typeAhead, UNKNOWN } from './lookup.ts'
import { goTo, settle, STAY, type NodeHandler } from './node-types.ts'

/** Members, VIPs, the black list and regions go ways of their own; the first branch that fits counts. */
export const listBranchNode: NodeHandler<'listBranch'> = {
  enter: (draft) => {
    askWhoItIs(draft, draft.context.ani ?? '')
    return STAY
  },
  react: (draft, node, input) => {
    if (input.kind === 'digit') typeAhead(draft, input.digit)
    if (input.kind !== 'time.up' && input.kind !== 'lookup.result') return STAY
    settle(draft, input)
    const caller = input.kind === 'lookup.result' ? input.caller : UNKNOWN
    const branch = node.branches.find((each) => isListed(each, caller))
    return goTo(branch === undefined ? node.otherwise : branch.next)
  },
}

function isListed(branch: ListBranch, caller: LookedUpCaller): boolean {
  switch (branch.kind) {
    case 'member':
      return caller.isKnown && caller.memberNumber !== null && caller.memberNumber !== ''
    case 'vip':
      return caller.vipClass !== null && caller.vipClass <= branch.classMax
    case 'blackList':
      return caller.isBlackListed
    case 'region':
      return caller.region === branch.region
  }
}
