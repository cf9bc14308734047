import { idSchema } from '@seatline/core'
import { describe, expect, test } from 'vitest'
import { readCallerFile } from './caller-file.ts'
import { hashPin, isPin } from '@seatline/sealing'

const agents = [{ id: idSchema('agent').parse('agt_mei'), name: 'Mei Lin' }]

describe('a file of callers', () => {
  test('is read by its columns, in either language; every other column is a field', () => {
    const { rows, issues } = readCallerFile('号码,姓名,VIP,专属坐席,合同\n138 0000 0001,王建国,1,mei lin,A-7', agents)
    expect(issues).toEqual([])
    expect(rows).toMatchObject([
      {
        number: '13800000001',
        name: '王建国',
        vipClass: 1,
        designatedAgentId: 'agt_mei',
        fields: [{ name: '合同', value: 'A-7' }],
      },
    ])
  })

  test('tells every wrong line and takes the others', () => {
    const csv =
      'number,name,VIP,owner agent,PIN\n12,Ada,,,\n13800000002,Ben,9,Nobody,12\n13800000003,Cy,,,\n13800000003,Cy,,,'
    const { rows, issues } = readCallerFile(csv, agents)
    expect(rows.map(({ number }) => number)).toEqual(['13800000003'])
    expect(issues.map(({ line, field, code }) => `${String(line)} ${field} ${code}`)).toEqual([
      '2 number number.notANumber',
      '3 owner agent agent.unknown',
      '3 vipClass tooBig',
      '3 pin pin.form',
      '5 number number.twice',
    ])
  })
})

test('a PIN is kept as a hash that only the PIN fits', async () => {
  const kept = await hashPin('2468')
  expect(kept).not.toContain('2468')
  expect([await isPin('2468', kept), await isPin('2469', kept), await isPin('2468', 'plain')]).toEqual([
    true,
    false,
    false,
  ])
})
