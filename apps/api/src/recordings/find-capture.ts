import { access, readFile, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

export type Capture = { readonly pcapPath: string; readonly metadataPath: string | null }
type Sought = { readonly recordingId: string; readonly rtpengineCallId: string; readonly captureFile: string | null }

/**
 * Finds the finished capture of a recording in rtpengine's directory; null while there is none. rtpengine moves a capture's text file to `metadata/` when
 * the capture is closed, and writes into it what media passed at the start: the recording's id. Names from outside are taken without any path.
 */
export async function findCapture(spoolDir: string, sought: Sought): Promise<Capture | null> {
  const metadataDir = join(spoolDir, 'metadata')
  const prefix = `rtpengine-meta-${basename(sought.rtpengineCallId)}-`
  for (const name of await namesIn(metadataDir)) {
    if (!name.startsWith(prefix)) continue
    const metadataPath = join(metadataDir, name)
    const text = await readFile(metadataPath, 'utf8')
    const isOurs = text.split(/[|\n]/).some((part) => part.trim() === `recordingId:${sought.recordingId}`)
    if (isOurs)
      return existing({ pcapPath: join(spoolDir, 'pcaps', basename(text.split('\n')[0] ?? '')), metadataPath })
  }
  if (sought.captureFile === null) return null
  // Without its text file the capture is still being written, or was closed by another hand: the suffix is the same in both names.
  const stem = basename(sought.captureFile).replace(/\.pcap$/, '')
  const metadataPath = join(metadataDir, `rtpengine-meta-${stem}.txt`)
  if (!(await exists(metadataPath))) return null
  return existing({ pcapPath: join(spoolDir, 'pcaps', basename(sought.captureFile)), metadataPath })
}

export async function removeCapture({ pcapPath, metadataPath }: Capture): Promise<void> {
  await rm(pcapPath, { force: true })
  if (metadataPath !== null) await rm(metadataPath, { force: true })
}

async function existing(capture: Capture): Promise<Capture | null> {
  return (await exists(capture.pcapPath)) ? capture : null
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    // rtpengine makes the directory with its first recording.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
