import { describe, expect, it } from 'vitest'
import { parseArguments, UsageError } from './arguments.ts'
import { describeCall, type CallReport } from './report.ts'

describe('the command line', () => {
  it('takes a number and its options', () => {
    expect(
      parseArguments(['4008001001', '--digits', '1,22#', '--hold', '500ms', '--server', 'sip.example:5070'], 4_410),
    ).toEqual({
      number: '4008001001',
      from: '13800138000',
      server: { host: 'sip.example', port: 5_070 },
      localAddress: '127.0.0.9',
      digits: ['1', '22#'],
      audioFile: null,
      holdMs: 500,
      answerTimeoutMs: 30_000,
      json: false,
    })
    expect(parseArguments(['--help'], 4_410)).toBeNull()
  })

  it.each([
    [[], 'name the number to call'],
    [['12', '34'], 'one number at a time'],
    [['abc'], "the number must be digits with an optional +, not 'abc'"],
    [['123', '--digits', '1,,2'], '--digits takes keys'],
    [['123', '--digits', 'x'], '--digits takes keys'],
    [['123', '--hold', 'long'], '--hold must be a time such as 20s'],
    [['123', '--server', 'nowhere'], '--server must be HOST:PORT'],
    [['123', '--sever', 'x'], "Unknown option '--sever'"],
  ])('refuses %j with the reason', (args, reason) => {
    expect(() => parseArguments(args, 4_410)).toThrow(UsageError)
    expect(() => parseArguments(args, 4_410)).toThrow(reason)
  })
})

describe('the report', () => {
  const answered: CallReport = {
    number: '4008001001',
    from: '138',
    server: '127.0.0.1:4410',
    ringingAfterMs: null,
    answeredAfterMs: 120,
    pressed: [{ digits: '1', atMs: 4_000 }],
    saidAudio: null,
    heard: [
      { kind: 'speech', frequencyHz: null, fromMs: 200, toMs: 3_900, ssrc: 1 },
      { kind: 'music', frequencyHz: null, fromMs: 4_300, toMs: 9_000, ssrc: 1 },
      { kind: 'tone', frequencyHz: 500, fromMs: 9_100, toMs: 20_000, ssrc: 2 },
    ],
    packetsLost: 0,
    packetsReceived: 900,
    end: { by: 'them', afterMs: 20_100, status: null, reason: 'Q.850;cause=16;text="normalClearing"' },
  }

  it('tells an answered call in order', () => {
    expect(describeCall(answered)).toEqual([
      'Called 4008001001 from 138 through 127.0.0.1:4410.',
      'Answered after 0.1 s.',
      '    0.2 s: heard speech for 3.7 s',
      '    4.0 s: pressed 1',
      '    4.3 s: heard music for 4.7 s',
      '    9.1 s: heard a tone of 500 Hz for 10.9 s, from another party',
      'An agent was on the line from 9.1 s.',
      'They hung up after 20.1 s (normalClearing).',
    ])
  })

  it('says why a call was not answered', () => {
    const refused: CallReport = {
      ...answered,
      answeredAfterMs: null,
      end: { by: 'them', afterMs: 30, status: 404, reason: null },
    }
    expect(describeCall(refused)[1]).toBe('Not answered: nobody has that number (SIP 404 after 0.0 s).')
  })
})
