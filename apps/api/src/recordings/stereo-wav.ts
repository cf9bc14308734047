import { open, type FileHandle } from 'node:fs/promises'

const SAMPLE_RATE = 8_000
const BYTES_PER_FRAME = 4
const HEADER = 44
/** Frames held back for packets that come late: 5 s. */
const WINDOW_FRAMES = 5 * SAMPLE_RATE
const BUFFER_FRAMES = 20 * SAMPLE_RATE

/**
 * Writes a stereo WAV (16 bit, 8 kHz) whose two channels arrive in pieces, nearly in order. Only a window of it is in memory, whatever the length: frames
 * further back than the window are on disk and final. What nobody writes is silence.
 */
export class StereoWavWriter {
  private readonly file: FileHandle
  /** Left and right in turn, in the byte order of WAV and of every processor that Node runs on. */
  private readonly window = new Int16Array(BUFFER_FRAMES * 2)
  /** First frame that is still in memory, and the end of the furthest one written. */
  private windowStart = 0
  private endFrame = 0

  private constructor(file: FileHandle) {
    this.file = file
  }

  static async create(path: string): Promise<StereoWavWriter> {
    const file = await open(path, 'w')
    await file.write(wavHeader(0), 0, HEADER, 0)
    return new StereoWavWriter(file)
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
      this.window[(firstFrame + index) * 2 + channel] = samples[index] ?? 0
    const written = samples.length - skipped
    if (written > 0) this.endFrame = Math.max(this.endFrame, place + samples.length)
    return written
  }

  get durationMs(): number {
    return Math.round((this.endFrame * 1_000) / SAMPLE_RATE)
  }

  async finish(): Promise<{ readonly sizeBytes: number }> {
    await this.flush(this.endFrame - this.windowStart)
    const dataBytes = this.endFrame * BYTES_PER_FRAME
    await this.file.write(wavHeader(dataBytes), 0, HEADER, 0)
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
    const bytes = Math.max(0, frames) * BYTES_PER_FRAME
    if (bytes === 0) return
    const flushed = new Uint8Array(this.window.buffer, 0, bytes)
    await this.file.write(flushed, 0, bytes, HEADER + this.windowStart * BYTES_PER_FRAME)
    this.window.copyWithin(0, frames * 2)
    this.window.fill(0, this.window.length - frames * 2)
    this.windowStart += frames
  }
}

/** RIFF/WAVE with one `fmt ` chunk of 16 bytes (PCM) and the data. */
function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(HEADER)
  header.write('RIFF', 0)
  header.writeUInt32LE(HEADER - 8 + dataBytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(SAMPLE_RATE, 24)
  header.writeUInt32LE(SAMPLE_RATE * BYTES_PER_FRAME, 28)
  header.writeUInt16LE(BYTES_PER_FRAME, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(dataBytes, 40)
  return header
}
