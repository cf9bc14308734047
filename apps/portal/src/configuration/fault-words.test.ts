import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { commandErrorCodeSchema, FLOW_FAULTS } from '@seatline/core'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ACT_AS_FAULT_KEYS } from '../act-as/use-act-as-fault.ts'
import { REFUSALS } from '../agents/refusals.ts'
import { BRANCH_FAULT_KEYS } from '../branches/use-branch-fault.ts'
import { ONBOARDING_FAULT_KEYS } from '../onboarding/fault-texts.ts'
import { FAULTS_ZH_CN } from './faults-zh-cn.ts'

/** In English people read the API's own message, which stands beside each code; in Chinese, what the portal has for the code. */

const SOURCES = ['apps/api/src', 'packages/core/src']
const ROOT = join(import.meta.dirname, '../../../..')
const CODE = /^[a-z][A-Za-z0-9]*(\.[a-zA-Z0-9]+)*$/
/** Of the schema parser: the code that people see stands in its parameters, or with its message. */
const NO_CODES: ReadonlySet<string> = new Set(['custom'])
/** Its first argument names a field. */
const NAMES_A_FIELD = 'InvalidInputError'
/** Said by a screen of its own, by other means than a table of codes. */
const ELSEWHERE = /^(?:invitation|seed)\./

const literals = (node: ts.Expression): readonly string[] => {
  if (ts.isStringLiteral(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)]
  return ts.isAsExpression(node) ? literals(node.expression) : []
}

const isPlainSentence = (node: ts.Expression): boolean =>
  (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && /^[A-Z].* .*[.!?]$/s.test(node.text)
const isSentence = (node: ts.Expression | undefined): boolean =>
  node !== undefined && (ts.isTemplateExpression(node) || isPlainSentence(node))

/** `{ code, message }`, and the parameters of a schema's rule. */
function ofObject(node: ts.ObjectLiteralExpression): readonly string[] {
  const named = (name: string): ts.ObjectLiteralElementLike | undefined =>
    node.properties.find((property) => property.name?.getText() === name)
  const code = named('code')
  const isParams = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'params'
  return code !== undefined && ts.isPropertyAssignment(code) && (isParams || named('message') !== undefined)
    ? literals(code.initializer)
    : []
}

/** `wrong('number', 'number.badFee', 'The monthly fee is …')` */
const ofCall = (node: ts.CallExpression | ts.NewExpression): readonly string[] =>
  node.expression.getText() === NAMES_A_FIELD
    ? []
    : (node.arguments ?? []).flatMap((argument, index, all) =>
        isSentence(all[index + 1]) ? literals(argument).filter((text) => text.includes('.')) : [],
      )

function codesOf(file: string): ReadonlySet<string> {
  const found = new Set<string>()
  const text = readFileSync(join(ROOT, file), 'utf8')
  // No sentence, no fault.
  if (!/[.!?]['"`]/.test(text)) return found
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    const codes = ts.isObjectLiteralExpression(node)
      ? ofObject(node)
      : ts.isCallExpression(node) || ts.isNewExpression(node)
        ? ofCall(node)
        : // A table of codes and sentences.
          ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name) && isPlainSentence(node.initializer)
          ? [node.name.text]
          : []
    for (const code of codes) if (CODE.test(code) && !NO_CODES.has(code) && !ELSEWHERE.test(code)) found.add(code)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const files = SOURCES.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^(?:generated|seed|testing)\/|\/testing\//.test(file))
    .map((file) => join(folder, file)),
)

const has = (table: object, code: string): boolean => Object.hasOwn(table, code)
const hasChinese = (code: string): boolean =>
  [FAULTS_ZH_CN, REFUSALS, ACT_AS_FAULT_KEYS, BRANCH_FAULT_KEYS, ONBOARDING_FAULT_KEYS].some((table) =>
    has(table, code),
  )

test('every code of a fault that the API tells has Chinese words', { timeout: 60_000 }, () => {
  const told = new Map<string, string>()
  for (const file of files) for (const code of codesOf(file)) told.set(code, file)
  expect(told.size).toBeGreaterThan(150)
  expect([...told].filter(([code]) => !hasChinese(code))).toEqual([])
})

test('everything that is said of a menu, warnings included, has Chinese words', () => {
  expect(Object.keys(FLOW_FAULTS).filter((code) => !has(FAULTS_ZH_CN, code))).toEqual([])
})

test('every reason why the telephone system refuses an agent has words in both languages', () => {
  expect(commandErrorCodeSchema.options.filter((code) => !has(REFUSALS, code))).toEqual([])
})

test('what stands for a code is Chinese', () => {
  expect(Object.entries(FAULTS_ZH_CN).filter(([, text]) => !/\p{Script=Han}.*。$/u.test(text))).toEqual([])
})
