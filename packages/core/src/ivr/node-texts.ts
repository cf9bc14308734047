import type { SecretRequest } from './flow-parts.ts'
import type { FlowNode } from './flow.ts'

/** A text of a node that may hold `{{…}}`. What it is for says what may stand in it. */
export type NodeText = {
  readonly field: string
  readonly text: string
  readonly use: 'speech' | 'value' | 'url' | 'header' | 'body' | 'secretBody'
}

/** Every text of a node, with its field. */
export function textsOf(node: FlowNode): readonly NodeText[] {
  switch (node.kind) {
    case 'say':
      return [{ field: 'text', text: node.text, use: 'speech' }]
    case 'condition':
      return node.branches.map(({ value }, index) => ({
        field: `branches.${String(index)}.value`,
        text: value,
        use: 'value',
      }))
    case 'setVariable':
      return [{ field: 'value', text: node.value, use: 'value' }]
    case 'lookup':
      return node.number === null ? [] : [{ field: 'number', text: node.number, use: 'value' }]
    case 'transferNumber':
      return [{ field: 'number', text: node.number, use: 'value' }]
    case 'transferExtension':
      return [{ field: 'extension', text: node.extension, use: 'value' }]
    case 'http':
      return requestTexts(node, '', 'body')
    case 'pin':
      return node.check.kind === 'http' ? requestTexts(node.check.request, 'check.request.', 'secretBody') : []
    case 'payment':
      return requestTexts(node.request, 'request.', 'secretBody')
    default:
      return []
  }
}

function requestTexts(request: SecretRequest, at: string, bodyUse: 'body' | 'secretBody'): readonly NodeText[] {
  return [
    { field: `${at}url`, text: request.url, use: 'url' },
    ...request.headers.map(({ value }, index): NodeText => ({
      field: `${at}headers.${String(index)}.value`,
      text: value,
      use: 'header',
    })),
    ...(request.body === null ? [] : [{ field: `${at}body`, text: request.body, use: bodyUse }]),
  ]
}

/** The request that a node sends, and the field it stands in. */
export const requestOf = (node: FlowNode): { readonly request: SecretRequest; readonly at: string } | null => {
  if (node.kind === 'http') return { request: node, at: '' }
  if (node.kind === 'payment') return { request: node.request, at: 'request.' }
  return node.kind === 'pin' && node.check.kind === 'http'
    ? { request: node.check.request, at: 'check.request.' }
    : null
}
