import { expect, test } from 'vitest'
import { sniffFormat } from './sound-format.ts'

const text = (content: string): Buffer => Buffer.from(content, 'latin1')

test.each([
  ['RIFF....WAVEfmt ', 'wav'],
  ['RF64....WAVEds64', 'wav'],
  ['RIFF....AVI LIST', null],
  ['ID3\u0003\u0000\u0000', 'mp3'],
  ['\u00FF\u00FB\u0090\u0000', 'mp3'],
  ['\u00FF\u00F3\u0040\u0000', 'mp3'],
  ['\u00FF\u00F1\u0050\u0080', 'aac'],
  ['\u00FF\u00F9\u0050\u0080', 'aac'],
  ['\u00FF\u00FF\u0000\u0000', null],
  ['\u0000\u0000\u0000\u0018ftypM4A ', 'm4a'],
  ['OggS\u0000\u0002', 'ogg'],
  ['\u001A\u0045\u00DF\u00A3', 'webm'],
  ['fLaC\u0000\u0000', 'flac'],
  ['#!AMR\n', 'amr'],
  ['#EXTM3U\n', null],
  ['ffconcat version', null],
  ['<svg xmlns=', null],
  ['R', null],
  ['', null],
] as const)('%j is %s', (head, format) => {
  expect(sniffFormat(text(head))).toBe(format)
})
