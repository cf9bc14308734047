import { parentPort, workerData } from 'node:worker_threads'
import { recognise } from './prompt-match.ts'
import type { KnownSounds } from './prompt-match.ts'
import type { Answer, Question } from './prompt-matcher.ts'

const known = workerData as KnownSounds

parentPort?.on('message', ({ id, heard }: Question) => {
  parentPort?.postMessage({ id, match: recognise(heard, known) } satisfies Answer)
})
