import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Instant } from '@seatline/core'
import PDFDocument from 'pdfkit'

/** Points; A4. */
const PAGE = { width: 595.28, height: 841.89 }
const MARGIN = { left: 48, right: 48, top: 48, bottom: 56 }
const INK = '#1b2430'
const MUTED = '#566172'
const RULE = '#c9d0da'
const SHADE = '#f2f5f9'
const FOOT_GAP = 26

export type Column = { readonly title: string; readonly width: number; readonly align: 'left' | 'right' }
export type Cell = { readonly text: string; readonly note?: string; readonly bold?: boolean }
export type TextStyle = {
  readonly size?: number
  readonly bold?: boolean
  readonly muted?: boolean
  readonly align?: 'left' | 'right' | 'center'
}

/** Both weights, read once: ten megabytes each, of which a file carries the letters that it uses. */
const fonts = new Map<'regular' | 'bold', Buffer>()
function fontOf(weight: 'regular' | 'bold'): Buffer {
  const known = fonts.get(weight)
  if (known !== undefined) return known
  const file = weight === 'bold' ? '700Bold/NotoSansSC_700Bold.ttf' : '400Regular/NotoSansSC_400Regular.ttf'
  const read = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${file}`))
  fonts.set(weight, read)
  return read
}

/** Sheets of A4 on which one writes from the top down; a page that is full is followed by the next, with head and foot. The same writing makes the same bytes. */
export class PdfSheet {
  readonly width = PAGE.width - MARGIN.left - MARGIN.right
  readonly left = MARGIN.left
  readonly #pdf: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #ended: Promise<void>
  readonly #runningHead: string
  y: number = MARGIN.top

  constructor(about: {
    readonly title: string
    readonly author: string
    readonly madeAt: Instant
    readonly runningHead: string
  }) {
    this.#runningHead = about.runningHead
    this.#pdf = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margin: 0,
      bufferPages: true,
      info: {
        Title: about.title,
        Author: about.author,
        Producer: 'Seatline',
        Creator: 'Seatline',
        CreationDate: new Date(about.madeAt),
        ModDate: new Date(about.madeAt),
      },
    })
    this.#pdf.registerFont('regular', fontOf('regular'))
    this.#pdf.registerFont('bold', fontOf('bold'))
    this.#pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#ended = new Promise((resolve, reject) => {
      this.#pdf.on('end', resolve)
      this.#pdf.on('error', reject)
    })
  }

  /** Begins a new page when less than `height` is left. */
  need(height: number): boolean {
    if (this.y + height <= PAGE.height - MARGIN.bottom) return false
    this.#pdf.addPage()
    this.y = MARGIN.top
    this.text(this.#runningHead, { x: this.left, width: this.width, style: { size: 8, muted: true } })
    this.y += 6
    return true
  }

  heightOf(text: string, width: number, style: TextStyle = {}): number {
    this.#use(style)
    return this.#pdf.heightOfString(text === '' ? ' ' : text, { width, lineGap: 0 })
  }

  /** Writes at `y` without moving it, or at the running place, which it then moves below. */
  text(
    text: string,
    where: { readonly x: number; readonly width: number; readonly y?: number; readonly style?: TextStyle },
  ): void {
    const style = where.style ?? {}
    this.#use(style)
    this.#pdf.fillColor(style.muted === true ? MUTED : INK)
    this.#pdf.text(text, where.x, where.y ?? this.y, { width: where.width, align: style.align ?? 'left', lineGap: 0 })
    if (where.y === undefined) this.y += this.heightOf(text, where.width, style)
  }

  #use({ size = 9, bold = false }: TextStyle): void {
    this.#pdf.font(bold ? 'bold' : 'regular').fontSize(size)
  }

  rule(): void {
    this.#pdf
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .lineWidth(0.6)
      .strokeColor(RULE)
      .stroke()
  }

  /** Across the page, light, under what is written afterwards. */
  stamp(text: string): void {
    this.#pdf.save()
    this.#pdf.rotate(-30, { origin: [PAGE.width / 2, PAGE.height / 2] })
    this.#pdf.font('bold').fontSize(44).fillColor('#d9534f').opacity(0.16)
    this.#pdf.text(text, 0, PAGE.height / 2 - 30, { width: PAGE.width, align: 'center' })
    this.#pdf.restore()
    this.#pdf.opacity(1)
  }

  #shade(height: number): void {
    this.#pdf.rect(this.left, this.y, this.width, height).fillColor(SHADE).fill()
  }

  /** The head of a table. */
  head(columns: readonly Column[]): void {
    const height = Math.max(...columns.map(({ title, width }) => this.heightOf(title, width - 8, HEAD))) + 8
    this.#shade(height)
    let x = this.left
    for (const { title, width, align } of columns) {
      this.text(title, { x: x + 4, y: this.y + 4, width: width - 8, style: { ...HEAD, align } })
      x += width
    }
    this.y += height
  }

  /** A row, whole on one page; where it begins a page the head of the table stands over it again. */
  row(columns: readonly Column[], cells: readonly Cell[], look: { readonly shaded?: boolean } = {}): void {
    const heights = columns.map(({ width }, index) => this.#cellHeight(cells[index], width - 8))
    const height = Math.max(...heights) + 7
    if (this.need(height)) this.head(columns)
    if (look.shaded === true) this.#shade(height)
    let x = this.left
    columns.forEach(({ width, align }, index) => {
      const cell = cells[index]
      if (cell !== undefined && cell.text !== '') this.#cell(cell, { x: x + 4, width: width - 8, align })
      x += width
    })
    this.y += height
    this.rule()
  }

  #cellHeight(cell: Cell | undefined, width: number): number {
    if (cell === undefined) return 0
    const own = this.heightOf(cell.text, width, { bold: cell.bold ?? false })
    return cell.note === undefined ? own : own + this.heightOf(cell.note, width, NOTE)
  }

  #cell(
    cell: Cell,
    { x, width, align }: { readonly x: number; readonly width: number; readonly align: 'left' | 'right' },
  ): void {
    const style = { bold: cell.bold ?? false, align }
    this.text(cell.text, { x, y: this.y + 3, width, style })
    if (cell.note === undefined) return
    const y = this.y + 3 + this.heightOf(cell.text, width, style)
    this.text(cell.note, { x, y, width, style: { ...NOTE, align } })
  }

  /** Writes the foot of every page and gives the file. */
  async end(foot: { readonly left: string; readonly page: (page: number, pages: number) => string }): Promise<Buffer> {
    const { count } = this.#pdf.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(page)
      const y = PAGE.height - MARGIN.bottom + FOOT_GAP
      const style = { size: 8, muted: true }
      this.text(foot.left, { x: this.left, y, width: this.width * 0.7, style })
      this.text(foot.page(page + 1, count), { x: this.left, y, width: this.width, style: { ...style, align: 'right' } })
    }
    this.#pdf.end()
    await this.#ended
    return Buffer.concat(this.#chunks)
  }
}

const HEAD: TextStyle = { size: 8.5, bold: true, muted: true }
const NOTE: TextStyle = { size: 7.5, muted: true }
