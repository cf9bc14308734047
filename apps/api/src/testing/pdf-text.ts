import { inflateSync } from 'node:zlib'

type Objects = ReadonlyMap<string, { readonly head: string; readonly stream: string }>

/** What a reader sees on each page of one of our PDF files, in the order in which it was written; letters are found by the file's own table of them. */
export function pdfPages(file: Buffer): readonly string[] {
  const objects = objectsOf(file)
  const letters = lettersByFont(objects)
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const contents = /\/Contents (\d+) 0 R/.exec(head)?.[1] ?? ''
      return textOf(objects.get(contents)?.stream ?? '', letters)
    })
}

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1')
  const objects = new Map<string, { head: string; stream: string }>()
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match
    const at = body.indexOf('stream\n')
    if (at < 0) {
      objects.set(id, { head: body, stream: '' })
      continue
    }
    const head = body.slice(0, at)
    const raw = Buffer.from(body.slice(at + 'stream\n'.length, body.lastIndexOf('\nendstream')), 'latin1')
    objects.set(id, { head, stream: head.includes('/FlateDecode') ? inflateSync(raw).toString('latin1') : '' })
  }
  return objects
}

/** By the name that pages give a font: its letters by their number. */
function lettersByFont(objects: Objects): ReadonlyMap<string, readonly string[]> {
  const fonts = new Map<string, readonly string[]>()
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? ''
      const cmap = objects.get(table)?.stream ?? ''
      const entries = [...cmap.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list = '']) => [
        ...list.matchAll(/<([0-9a-f ]*)>/gi),
      ])
      fonts.set(
        name,
        entries.map(([, hex = '']) =>
          (hex.match(/[0-9a-f]{4}/gi) ?? []).map((unit) => String.fromCodePoint(Number.parseInt(unit, 16))).join(''),
        ),
      )
    }
  return fonts
}

function textOf(stream: string, letters: ReadonlyMap<string, readonly string[]>): string {
  let font = ''
  const lines: string[] = []
  for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) {
      font = name
      continue
    }
    const glyphs = [...(shown ?? '').matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    lines.push(glyphs.map((glyph) => letters.get(font)?.[Number.parseInt(glyph, 16)] ?? '?').join(''))
  }
  return lines.join('\n')
}
