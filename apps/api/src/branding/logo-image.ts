import { sanitiseSvg } from './sanitise-svg.ts'

/** Largest file that is taken. */
export const LOGO_BYTES_MAX = 256 * 1024
const SIDE_MAX = 2_048
const SIDE_MIN = 16

export const LOGO_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml; charset=utf-8',
} as const
export type LogoKind = keyof typeof LOGO_TYPES

export type Logo = { readonly kind: LogoKind; readonly bytes: Uint8Array }
export type LogoFault = { readonly code: string; readonly message: string }
export type ReadLogo = { readonly ok: true; readonly logo: Logo } | { readonly ok: false; readonly fault: LogoFault }

/** Takes a picture for what its bytes say it is, not for what its name or sender says. */
export function readLogo(bytes: Uint8Array): ReadLogo {
  if (bytes.length === 0) return refuse('logo.empty', 'The file is empty.')
  if (bytes.length > LOGO_BYTES_MAX)
    return refuse('logo.tooLarge', `A logo has ${String(LOGO_BYTES_MAX / 1024)} kB at most.`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (startsWith(bytes, PNG)) return raster('png', bytes, pngSize(view))
  if (startsWith(bytes, JPEG)) return raster('jpg', bytes, jpegSize(view))
  const text = textOf(bytes)
  if (text === null || !/<(?:\w+:)?svg[\s>]/.test(text))
    return refuse('logo.format', 'This is no PNG, JPEG or SVG picture.')
  const sanitised = sanitiseSvg(text)
  if (!sanitised.ok) return refuse('logo.svg', sanitised.why)
  return { ok: true, logo: { kind: 'svg', bytes: new TextEncoder().encode(sanitised.svg) } }
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const JPEG = [0xff, 0xd8, 0xff]
const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte)

type Size = { readonly width: number; readonly height: number } | null

function raster(kind: 'png' | 'jpg', bytes: Uint8Array, size: Size): ReadLogo {
  if (size === null) return refuse('logo.damaged', 'The picture is damaged.')
  const sides = [size.width, size.height]
  if (sides.some((side) => side > SIDE_MAX || side < SIDE_MIN))
    return refuse(
      'logo.dimensions',
      `A logo has from ${String(SIDE_MIN)} to ${String(SIDE_MAX)} pixels on each side; this one has ${sides.join(' × ')}.`,
    )
  return { ok: true, logo: { kind, bytes } }
}

/** From the header chunk, which comes first. */
function pngSize(view: DataView): Size {
  if (view.byteLength < 33 || view.getUint32(12) !== 0x49_48_44_52) return null
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

/** From the frame header, after however many other segments. */
function jpegSize(view: DataView): Size {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const refuse = (code: string, message: string): ReadLogo => ({ ok: false, fault: { code, message } })
