import { describe, expect, test } from 'vitest'
import { sanitiseSvg } from './sanitise-svg.ts'

const svg = (inner: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inner}</svg>`
const cleaned = (source: string): string => {
  const result = sanitiseSvg(source)
  if (!result.ok) throw new Error(result.why)
  return result.svg
}

test('a drawing comes through whole', () => {
  const drawing = svg(
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs><g fill="url(#a)"><path d="M0 0h10v10z"></path></g><text x="1">A &amp; B</text>',
  )
  expect(cleaned(drawing)).toBe(drawing)
})

describe('nothing is left of', () => {
  test.each([
    ['a script', '<script>alert(1)</script><path d="M0 0"/>'],
    ['a script in another name space', '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'],
    ['a script in CDATA', '<script><![CDATA[alert(1)]]></script>'],
    ['an event', '<path onload="alert(1)" d="M0 0"/>'],
    [
      'a page within',
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)">x</body></foreignObject>',
    ],
    ['a link that runs', '<a href="javascript:alert(1)"><path d="M0 0"/></a>'],
    [
      'a link that runs, disguised',
      '<use xlink:href="&#106;avascript:alert(1)" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    ],
    ['another file', '<use href="https://elsewhere.test/alert.svg#a"/><image href="https://elsewhere.test/alert"/>'],
    ['a style that loads', '<style>@import url(https://elsewhere.test/alert)</style>'],
    ['a style attribute', '<path style="background:url(https://elsewhere.test/alert)" d="M0 0"/>'],
    ['a fill that loads', '<path fill="url(https://elsewhere.test/alert)" d="M0 0"/>'],
    ['a change of a link', '<a href="#x"><set attributeName="href" to="javascript:alert(1)"/></a>'],
  ])('%s', (_what, inner) => {
    expect(cleaned(svg(inner))).not.toMatch(/alert|script|elsewhere/i)
  })

  test('an event on the picture itself', () => {
    expect(cleaned(svg('', ' onload="alert(1)"'))).not.toContain('alert')
  })
})

describe('is refused:', () => {
  test.each([
    ['a document type, and with it entities', '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'],
    ['what is not well-formed', '<svg><g></svg>'],
    ['a page', '<html><body/></html>'],
    ['nothing', ''],
    ['what is nested without end', '<g>'.repeat(100)],
  ])('%s', (_what, source) => {
    expect(sanitiseSvg(source).ok).toBe(false)
  })
})
