import { describe, expect, test } from 'vitest'
import { readAgentFile } from './agent-csv.ts'

const issuesOf = (text: string): readonly string[] =>
  readAgentFile(text).issues.map(({ line, field, code }) => `${String(line)} ${field} ${code}`)

test('a file of agents is read, with Chinese punctuation too', () => {
  const text =
    'employeeNumber,name,grade,queues,skills,active\n101,李伟,standard,报修；缴费,水暖：7;方言:10,是\n102,王芳,,,,\n'
  expect(readAgentFile(text)).toEqual({
    issues: [],
    lines: [
      {
        line: 2,
        employeeNumber: '101',
        name: '李伟',
        grade: 'standard',
        queues: ['报修', '缴费'],
        groups: null,
        skills: [
          { name: '水暖', proficiency: 7 },
          { name: '方言', proficiency: 10 },
        ],
        active: true,
      },
      { line: 3, employeeNumber: '102', name: '王芳', grade: null, queues: [], groups: null, skills: [], active: null },
    ],
  })
})

describe('what is wrong is told by its line and field', () => {
  test('all of it at once', () => {
    const text = `employeeNumber,name,grade,skills,active
,Nobody,,,
101,,master,Italian,perhaps
101,Somebody,leader,Italian:11,no`
    expect(issuesOf(text)).toEqual([
      '2 employeeNumber required',
      '3 name invalid',
      '3 grade invalid',
      '3 skills skill.format',
      '3 active invalid',
      '4 skills skill.format',
      '4 employeeNumber employeeNumber.repeated',
    ])
  })

  test.each([
    ['', '1  file.empty'],
    ['employeeNumber,name\n', '1  file.empty'],
    ['name\nSomebody', '1  file.missingColumn'],
    ['employeeNumber,name,shoeSize\n1,a,44', '1  file.unknownColumn'],
  ])('%j', (text, issue) => {
    expect(issuesOf(text)).toEqual([issue])
  })
})
