/** What a tenant may upload. `demuxer` is ffmpeg's name of it: nothing else is tried on a stranger's file, playlists that lead elsewhere least of all. */
export const SOUND_FORMATS = {
  wav: { name: 'WAV', demuxer: 'wav' },
  mp3: { name: 'MP3', demuxer: 'mp3' },
  aac: { name: 'AAC', demuxer: 'aac' },
  m4a: { name: 'M4A', demuxer: 'mov' },
  ogg: { name: 'Ogg or Opus', demuxer: 'ogg' },
  webm: { name: 'WebM', demuxer: 'matroska' },
  flac: { name: 'FLAC', demuxer: 'flac' },
  amr: { name: 'AMR', demuxer: 'amr' },
} as const
export type SoundFormat = keyof typeof SOUND_FORMATS

/** As many bytes as `sniffFormat` looks at. */
export const SNIFFED_BYTES = 16

/** The format by what the file holds: what it is called and what its sender says of it counts for nothing. null: none of ours. */
export function sniffFormat(head: Buffer): SoundFormat | null {
  const text = (from: number, to: number): string => head.toString('latin1', from, to)
  if ((text(0, 4) === 'RIFF' || text(0, 4) === 'RF64') && text(8, 12) === 'WAVE') return 'wav'
  if (text(4, 8) === 'ftyp') return 'm4a'
  if (text(0, 4) === 'OggS') return 'ogg'
  if (text(0, 4) === 'fLaC') return 'flac'
  if (text(0, 5) === '#!AMR') return 'amr'
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return 'webm'
  if (text(0, 3) === 'ID3') return 'mp3'
  return head.length >= 2 ? sniffFrameSync(head.readUInt16BE(0)) : null
}

/** MPEG audio begins with eleven ones; the layer bits tell ADTS (AAC, 00) from MP3 (layer III, 01). */
function sniffFrameSync(word: number): SoundFormat | null {
  if ((word & 0xfff6) === 0xfff0) return 'aac'
  return (word & 0xffe6) === 0xffe2 ? 'mp3' : null
}
