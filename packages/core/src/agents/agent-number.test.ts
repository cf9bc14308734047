import { expect, it } from 'vitest'
import type { AgentId, TenantId } from '../ids.ts'
import { textOfParts } from '../speech/say-value.ts'
import { agentOfExtension, sayAgentNumber } from './agent-number.ts'

const agent = (agentId: string, homeTenantId: string, number: string | null) => ({
  agentId: agentId as AgentId,
  homeTenantId: homeTenantId as TenantId,
  number,
})
const HERE = 'ten_here' as TenantId

it('an agent number is said digit by digit in the language of the caller', () => {
  expect(textOfParts(sayAgentNumber('1023', 'en'))).toBe('You are connected to agent number one zero two three')
  expect(textOfParts(sayAgentNumber('1023', 'zh-CN'))).toBe('为您服务的坐席工号是 幺 零 二 三')
  expect(textOfParts(sayAgentNumber('A-7', 'zh-CN'))).toBe('为您服务的坐席工号是 a 七')
})

it('an extension is the number of an own agent before that of a shared one, however it is written', () => {
  const agents = [
    agent('agt_c', 'ten_operator', '7001'),
    agent('agt_b', 'ten_here', '7001'),
    agent('agt_a', 'ten_operator', '7001'),
    agent('agt_d', 'ten_here', 'K12'),
    agent('agt_e', 'ten_here', null),
  ]
  expect(agentOfExtension(agents, ' 7001', HERE)?.agentId).toBe('agt_b')
  expect(agentOfExtension(agents, 'k12', HERE)?.agentId).toBe('agt_d')
  expect(agentOfExtension(agents, '7001', 'ten_other' as TenantId)?.agentId).toBe('agt_a')
  expect(agentOfExtension(agents, '', HERE)).toBeNull()
  expect(agentOfExtension(agents, '70', HERE)).toBeNull()
})
