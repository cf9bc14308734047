import type { SnapshotFault } from '../config-publisher/build-snapshots.ts'
import { faultMessage } from '../flows/fault-messages.ts'
import type { InputIssue } from '../user-errors.ts'

/** What is wrong with a configuration, each with its place. */
export function issuesOfFault(fault: SnapshotFault): readonly InputIssue[] {
  switch (fault.code) {
    case 'tenant.unknown':
      return [{ field: 'tenant', code: fault.code, message: 'There is no such tenant.' }]
    case 'snapshot.invalid':
      return [{ field: 'configuration', code: fault.code, message: fault.problem }]
    case 'reference.missing':
      return fault.missing.map(({ field, message }) => ({ field, code: fault.code, message }))
    case 'flow.invalid':
      return fault.faults.map(({ nodeId, code, field }) => ({
        field: ['flow', fault.flowId, nodeId, ...(field === null ? [] : [field])].join('.'),
        code,
        message: `The menu's step "${nodeId}": ${faultMessage(code)}`,
      }))
  }
}
