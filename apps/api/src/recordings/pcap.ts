import { createReadStream } from 'node:fs'

/** One captured packet: when it came, and the bytes from the IP header on. */
export type CapturedPacket = { readonly atUs: number; readonly ip: Buffer }

/** The file is no capture, or ends in the middle of one. */
export class CaptureFormatError extends Error {
  readonly code = 'recording.captureFormat'
}

const FILE_HEADER = 24
const RECORD_HEADER = 16
/** Nothing that carries telephone audio is nearly as long; a longer record means that the file is broken. */
const PACKET_MAX = 65_535
const LINK_ETHERNET = 1
const LINK_RAW_IP = new Set([101, 228, 229])
const ETHERNET_HEADER = 14

/**
 * Reads a capture in the classic pcap format piece by piece, so that its length costs no memory. A record cut off at the end (the writer died) ends the
 * reading silently: what was captured before is good. Packets come in groups, because a turn of the event loop for each would cost more than its decoding.
 */
export async function* readPcap(path: string): AsyncGenerator<readonly CapturedPacket[]> {
  let rest: Buffer = Buffer.alloc(0)
  let layout: Layout | null = null
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const data: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    let offset = 0
    if (layout === null) {
      if (data.length < FILE_HEADER) {
        rest = data
        continue
      }
      layout = readLayout(data)
      offset = FILE_HEADER
    }
    const records = readRecords(data, offset, layout)
    yield records.packets
    rest = data.subarray(records.offset)
  }
  if (layout === null) throw new CaptureFormatError(`a capture has a header of 24 bytes [path:${path}]`)
}

type Layout = { readonly littleEndian: boolean; readonly nanoseconds: boolean; readonly linkHeader: number }

const MAGICS: Readonly<Record<string, Pick<Layout, 'littleEndian' | 'nanoseconds'>>> = {
  a1b2c3d4: { littleEndian: false, nanoseconds: false },
  d4c3b2a1: { littleEndian: true, nanoseconds: false },
  a1b23c4d: { littleEndian: false, nanoseconds: true },
  '4d3cb2a1': { littleEndian: true, nanoseconds: true },
}

function readLayout(header: Buffer): Layout {
  const magic = MAGICS[header.toString('hex', 0, 4)]
  if (magic === undefined) throw new CaptureFormatError(`not a pcap file [magic:${header.toString('hex', 0, 4)}]`)
  const linkType = readUint32(header, 20, magic.littleEndian) & 0xffff
  if (linkType === LINK_ETHERNET) return { ...magic, linkHeader: ETHERNET_HEADER }
  if (LINK_RAW_IP.has(linkType)) return { ...magic, linkHeader: 0 }
  throw new CaptureFormatError(`a capture of another kind of network [linkType:${String(linkType)}]`)
}

function readRecords(
  data: Buffer,
  start: number,
  layout: Layout,
): { readonly packets: readonly CapturedPacket[]; readonly offset: number } {
  const packets: CapturedPacket[] = []
  let offset = start
  while (offset + RECORD_HEADER <= data.length) {
    const seconds = readUint32(data, offset, layout.littleEndian)
    const fraction = readUint32(data, offset + 4, layout.littleEndian)
    const length = readUint32(data, offset + 8, layout.littleEndian)
    if (length > PACKET_MAX) throw new CaptureFormatError(`a record is too long [length:${String(length)}]`)
    const end = offset + RECORD_HEADER + length
    if (end > data.length) break
    packets.push({
      atUs: seconds * 1_000_000 + (layout.nanoseconds ? Math.floor(fraction / 1_000) : fraction),
      ip: data.subarray(offset + RECORD_HEADER + layout.linkHeader, end),
    })
    offset = end
  }
  return { packets, offset }
}

const readUint32 = (buffer: Buffer, offset: number, littleEndian: boolean): number =>
  littleEndian ? buffer.readUInt32LE(offset) : buffer.readUInt32BE(offset)
