import { InputRefusedError, LimitReachedError, UserError } from '../user-errors.ts'
import { PROMPT_SECONDS_MAX } from './sound-workshop.ts'
import type { SoundFault } from './sound-workshop.ts'

export const UPLOAD_BYTES_MAX = 50 * 1024 * 1024

/** What a person is told, and what helps. */
const MESSAGES: Readonly<Record<SoundFault, string>> = {
  'sound.unknownFormat':
    'This is no sound file that can be read. Send WAV, MP3, M4A, AAC, OGG, Opus, WebM, FLAC or AMR.',
  'sound.unreadable': 'This file is damaged or protected and cannot be read. Save it again as WAV or MP3.',
  'sound.empty': 'This file holds no sound. Listen to it on your computer first.',
  'sound.tooShort': 'This is too short to be heard.',
  'sound.tooLong': `This is longer than ${String(PROMPT_SECONDS_MAX / 60)} minutes. Cut it.`,
  'sound.tooSlow': 'Converting this file takes too long. Save it as WAV or MP3 and try again.',
  'sound.busy': 'Several of your files are being converted. Try again when they are done.',
  'sound.toolMissing': 'Sounds cannot be converted on this server: a program is missing. Tell the operator.',
}

/** The fault as an answer, at the field it is about. */
export function soundError(fault: SoundFault, field: 'file' | 'text'): UserError {
  const message = MESSAGES[fault]
  if (fault === 'sound.busy') return new LimitReachedError({ code: fault, message })
  if (fault === 'sound.toolMissing') return new UserError({ code: fault, message })
  return new InputRefusedError(message, [{ field, code: fault, message }])
}
