/** WCAG 1.4.11: what a shape must have against what is around it. */
export const SHAPE_CONTRAST_MIN = 3
/** WCAG 1.4.3: what text must have against its ground. */
export const TEXT_CONTRAST_MIN = 4.5

const HEX_COLOR = /^#[0-9a-f]{6}$/i
export const isHexColor = (text: string): boolean => HEX_COLOR.test(text)

/** How much two colours (#rrggbb) differ in brightness, from 1 to 21: WCAG 2.2, contrast ratio. */
export function contrastRatio(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** White or near-black: whichever is read better on the colour. */
export function readableOn(color: string): string {
  return contrastRatio(color, LIGHT) >= contrastRatio(color, DARK) ? LIGHT : DARK
}

const LIGHT = '#ffffff'
const DARK = '#111111'

/** Relative luminance: WCAG 2.2. */
function luminance(color: string): number {
  if (!isHexColor(color)) throw new RangeError(`not a colour [color:${color}]`)
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
