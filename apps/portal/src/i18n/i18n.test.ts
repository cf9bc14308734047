import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { localeOf } from './locale.ts'
import { zhCN } from './zh-cn.ts'

type Texts = { readonly [key: string]: string | Texts }

function flatten(texts: Texts, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

const english = flatten(en)
const chinese = flatten(zhCN)
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted()

describe('both languages', () => {
  test('have the same keys', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  test('have no empty text', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty).toEqual([])
  })

  test('fill in the same values', () => {
    const different = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(chinese.get(key) ?? '').join(),
    )
    expect(different).toEqual([])
  })

  test('Chinese is Chinese, but for the product name, codes and what stands between the parts of a list', () => {
    const latin = [...chinese].filter(([, text]) => !/\p{Script=Han}/u.test(text)).map(([key]) => key)
    expect(latin).toEqual(['routing.say.and', 'routing.say.then', 'shell.product', 'call.sipStatus'])
  })
})

test.each([
  ['zh', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['en-GB', 'en'],
  ['de', 'en'],
])('a person who reads %s gets %s', (tag, locale) => {
  expect(localeOf(tag)).toBe(locale)
})

/** Attributes that a person reads or hears. */
const SPOKEN = new Set(['title', 'placeholder', 'aria-label', 'alt', 'label', 'description', 'advice', 'meaning'])

function hardCodedTexts(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const report = (text: string): void => {
    if (/\p{L}/u.test(text)) found.push(`${file}: ${text.trim()}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) report(node.text)
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer !== undefined)
      if (ts.isStringLiteral(node.initializer)) report(node.initializer.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

test('no component holds a text of its own', { timeout: 60_000 }, () => {
  const root = join(import.meta.dirname, '..')
  const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'),
  )
  expect(components.length).toBeGreaterThan(10)
  expect(components.flatMap((file) => hardCodedTexts(join(root, file)))).toEqual([])
})
