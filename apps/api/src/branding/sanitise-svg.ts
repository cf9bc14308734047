import { SaxesParser } from 'saxes'
import type { SaxesTagPlain } from 'saxes'

/** Drawing, and nothing that runs, loads or points anywhere else. What is not listed is left out. */
const ELEMENTS = new Set(
  'svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath mask symbol use title desc text tspan'.split(
    ' ',
  ),
)
/** Left out with everything in them; of other unknown elements only the tag goes. */
const SWALLOWED = new Set(
  'script style foreignObject iframe object embed audio video image animate animateMotion animateTransform set handler listener metadata filter'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  (
    'xmlns viewBox preserveAspectRatio width height version id x y x1 y1 x2 y2 cx cy r rx ry fx fy d points dx dy rotate transform ' +
    'gradientTransform gradientUnits spreadMethod offset clipPathUnits maskUnits maskContentUnits textLength lengthAdjust ' +
    'fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset ' +
    'stroke-opacity opacity stop-color stop-opacity clip-path clip-rule mask color display visibility ' +
    'font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing'
  ).split(' '),
)
const NAMESPACE = 'http://www.w3.org/2000/svg'
const DEPTH_MAX = 60
const ELEMENTS_MAX = 5_000

export type SanitisedSvg = { readonly ok: true; readonly svg: string } | { readonly ok: false; readonly why: string }

/** Writes an SVG picture anew from what may stand in one. Refuses what is no well-formed SVG, or tries to define entities. */
export function sanitiseSvg(source: string): SanitisedSvg {
  const writer = new SvgWriter()
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw new SvgRefused(`It is not well-formed (${error.message}).`)
  })
  parser.on('doctype', () => {
    throw new SvgRefused('It has a document type. Save it as plain SVG.')
  })
  parser.on('opentag', (tag) => writer.open(tag))
  parser.on('closetag', () => writer.close())
  parser.on('text', (text) => writer.text(text))
  parser.on('cdata', (text) => writer.text(text))
  try {
    parser.write(source).close()
    return { ok: true, svg: writer.finish() }
  } catch (error) {
    if (error instanceof SvgRefused) return { ok: false, why: error.message }
    throw error
  }
}

class SvgRefused extends Error {}

class SvgWriter {
  #out = ''
  #elements = 0
  /** What is open: the tag that was written, `null` for one left out, `swallowed` for one left out with what is in it. */
  readonly #open: { readonly written: string | null; readonly swallows: boolean }[] = []

  open(tag: SaxesTagPlain): void {
    const name = localName(tag.name)
    if (this.#open.length === 0 && name !== 'svg') throw new SvgRefused('It is no SVG picture.')
    if (++this.#elements > ELEMENTS_MAX || this.#open.length >= DEPTH_MAX)
      throw new SvgRefused('It is too complicated for a logo.')
    const swallows = this.#isSwallowed() || SWALLOWED.has(name)
    const written = swallows || !ELEMENTS.has(name) ? null : name
    if (written !== null) this.#out += `<${written}${attributesOf(tag, this.#open.length === 0)}>`
    this.#open.push({ written, swallows })
  }

  close(): void {
    const closed = this.#open.pop()
    if (closed !== undefined && closed.written !== null) this.#out += `</${closed.written}>`
  }

  text(text: string): void {
    if (this.#open.length > 0 && !this.#isSwallowed()) this.#out += escape(text)
  }

  finish(): string {
    if (this.#elements === 0) throw new SvgRefused('It is empty.')
    return this.#out
  }

  #isSwallowed(): boolean {
    return this.#open.at(-1)?.swallows ?? false
  }
}

function attributesOf(tag: SaxesTagPlain, isRoot: boolean): string {
  const kept = Object.entries(tag.attributes)
    .filter(([name]) => name !== 'xmlns')
    .flatMap(([name, value]) => attribute(name, value))
  return [...(isRoot ? [`xmlns="${NAMESPACE}"`] : []), ...kept].map((text) => ` ${text}`).join('')
}

/** A reference may lead to a part of the same picture only. */
function attribute(name: string, value: string): readonly string[] {
  if (name === 'href' || name === 'xlink:href') return /^#[\w-]+$/.test(value.trim()) ? [`href="${value.trim()}"`] : []
  if (!ATTRIBUTES.has(name)) return []
  const pointsElsewhere = /url\s*\(/i.test(value) && !/^\s*url\(\s*['"]?#[\w-]+['"]?\s*\)\s*$/i.test(value)
  if (pointsElsewhere || /[\\]|javascript:|data:/i.test(value)) return []
  return [`${name}="${escape(value)}"`]
}

/** `svg:path` is `path`. */
const localName = (name: string): string => name.replace(/^.*:/, '')

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
