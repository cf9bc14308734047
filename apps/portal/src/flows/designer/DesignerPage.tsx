import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useQuery } from 'urql'
import { useTenant } from '../../app/use-tenant.ts'
import { PageSkeleton } from '../../ui/PageSkeleton.tsx'
import { FlowQuery } from '../documents.ts'
import { drawingFrom } from './opened.ts'
import { Designer } from './Designer.tsx'
import '../flows.css'

/** The designer of one flow. */
export function DesignerPage({
  flowId,
  onLeave,
}: {
  readonly flowId: string
  readonly onLeave: () => void
}): ReactNode {
  const { id: tenantId } = useTenant()
  const [{ data }] = useQuery({
    query: FlowQuery,
    variables: { tenantId, flowId },
    requestPolicy: 'network-only',
  })
  if (data === undefined) return <PageSkeleton />
  return (
    <ReactFlowProvider>
      <Designer opened={data.flow} first={drawingFrom(data.flow)} choices={data.flowChoices} onLeave={onLeave} />
    </ReactFlowProvider>
  )
}
