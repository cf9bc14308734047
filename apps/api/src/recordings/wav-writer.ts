import { open, type FileHandle } from 'node:fs/promises'

const SAMPLE_RATE = 8_000
const BYTES_PER_SAMPLE = 2
const HEADER = 44
/** Frames held back for packets that come late: 5 s. */
const WINDOW_FRAMES = 5 * SAMPLE_RATE
const BUFFER_FRAMES = 20 * SAMPLE_RATE

export type Channels = 1 | 2

/**
 * Writes a WAV (16 bit, 8 kHz) of one channel or two, which arrive in pieces, nearly in order. Only a window of it is in memory, whatever the length: frames
 * further back than the window are on disk and final. What nobody writes is silence.
 */
export class WavWriter {
  private readonly file: FileHandle
  private readonly channels: Channels
  /** The channels in turn, in the byte order of WAV and of every processor that Node runs on. */
  private readonly window: Int16Array
  /** First frame that is still in memory, and the end of the furthest one written. */
  private windowStart = 0
  private endFrame = 0

  private constructor(file: FileHandle, channels: Channels) {
    this.file = file
    this.channels = channels
    this.window = new Int16Array(BUFFER_FRAMES * channels)
  }

  static async create(path: string, channels: Channels): Promise<WavWriter> {
    const file = await open(path, 'w')
    await file.write(wavHeader(0, channels), 0, HEADER, 0)
    return new WavWriter(file, channels)
  }

  /** Whether samples up to there can be written at once; else `makeRoom` comes first. */
  hasRoom(untilFrame: number): boolean {
    return untilFrame - this.windowStart <= BUFFER_FRAMES
  }

  /** Answers how many samples found their place: those before the window, or before the start, came too late. */
  write(channel: 0 | 1, place: number, samples: Int16Array): number {
    const firstFrame = place - this.windowStart
    const skipped = Math.min(samples.length, Math.max(0, -firstFrame))
    for (let index = skipped; index < samples.length; index++)
      this.window[(firstFrame + index) * this.channels + channel] = samples[index] ?? 0
    const written = samples.length - skipped
    if (written > 0) this.endFrame = Math.max(this.endFrame, place + samples.length)
    return written
  }

  private get frameBytes(): number {
    return this.channels * BYTES_PER_SAMPLE
  }

  get durationMs(): number {
    return Math.round((this.endFrame * 1_000) / SAMPLE_RATE)
  }

  async finish(): Promise<{ readonly sizeBytes: number }> {
    await this.flush(this.endFrame - this.windowStart)
    const dataBytes = this.endFrame * this.frameBytes
    await this.file.write(wavHeader(dataBytes, this.channels), 0, HEADER, 0)
    await this.file.sync()
    await this.file.close()
    return { sizeBytes: HEADER + dataBytes }
  }

  async abandon(): Promise<void> {
    await this.file.close()
  }

  async makeRoom(untilFrame: number): Promise<void> {
    while (!this.hasRoom(untilFrame)) {
      const wanted = untilFrame - WINDOW_FRAMES - this.windowStart
      await this.flush(Math.min(Math.max(wanted, 1), BUFFER_FRAMES))
    }
  }

  /** Moves the first frames of the window to the disk. */
  private async flush(frames: number): Promise<void> {
    const bytes = Math.max(0, frames) * this.frameBytes
    if (bytes === 0) return
    const flushed = new Uint8Array(this.window.buffer, 0, bytes)
    await this.file.write(flushed, 0, bytes, HEADER + this.windowStart * this.frameBytes)
    this.window.copyWithin(0, frames * this.channels)
    this.window.fill(0, this.window.length - frames * this.channels)
    this.windowStart += frames
  }
}

/** RIFF/WAVE with one `fmt ` chunk of 16 bytes (PCM) and the data. */
function wavHeader(dataBytes: number, channels: Channels): Buffer {
  const header = Buffer.alloc(HEADER)
  header.write('RIFF', 0)
  header.writeUInt32LE(HEADER - 8 + dataBytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(SAMPLE_RATE, 24)
  header.writeUInt32LE(SAMPLE_RATE * channels * BYTES_PER_SAMPLE, 28)
  header.writeUInt16LE(channels * BYTES_PER_SAMPLE, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(dataBytes, 40)
  return header
}
