import type { SpeechLocale } from './speech-part.ts'

const TENS = [30, 40, 50, 60, 70, 80, 90] as const
const ENGLISH_TO_TWENTY =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const ENGLISH_TENS = 'thirty forty fifty sixty seventy eighty ninety'.split(' ')
const CHINESE_DIGITS = '零一二三四五六七八九'

const numbersTo20 = (textOf: (n: number) => string): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`n${String(n)}`, textOf(n)]))

/** Said one by one: `n0` to `n20`, then the tens. */
const ENGLISH_NUMBERS = {
  ...numbersTo20((n) => ENGLISH_TO_TWENTY[n] ?? ''),
  ...Object.fromEntries(TENS.map((n, index) => [`n${String(n)}`, ENGLISH_TENS[index] ?? ''])),
  hundred: 'hundred',
  thousand: 'thousand',
  million: 'million',
  and: 'and',
  point: 'point',
  minus: 'minus',
  star: 'star',
  hash: 'hash',
}

const chineseTo99 = (n: number): string => {
  const tens = Math.floor(n / 10)
  const units = n % 10 === 0 && n > 0 ? '' : CHINESE_DIGITS.charAt(n % 10)
  if (tens === 0) return CHINESE_DIGITS.charAt(n)
  return `${tens === 1 ? '' : CHINESE_DIGITS.charAt(tens)}十${units}`
}

const CHINESE_NUMBERS = {
  ...numbersTo20(chineseTo99),
  ...Object.fromEntries(TENS.map((n) => [`n${String(n)}`, chineseTo99(n)])),
  /** Two of something that is counted. */
  two: '两',
  /** The one of a telephone number. */
  yao: '幺',
  hundred: '百',
  thousand: '千',
  tenThousand: '万',
  point: '点',
  minus: '负',
  yuan: '元',
  star: '星号',
  hash: '井号',
}

const LETTERS = Object.fromEntries(Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [`letter-${letter}`, letter]))

const ENGLISH_PHRASES = {
  youAreNext: 'You are next in line.',
  youAreNumber: 'You are number',
  inTheQueue: 'in the queue.',
  theWaitIsAbout: 'The expected wait is about',
  minute: 'minute.',
  minutes: 'minutes.',
  waitUnderAMinute: 'The expected wait is less than one minute.',
  waitOverAnHour: 'The expected wait is more than one hour.',
  toBeCalledBackPress: 'If you would like us to call you back, press',
  youKeepYourPlace: 'You will keep your place in the queue.',
  toLeaveAMessagePress: 'To leave a message, press',
  weWillCall: 'We will call you back at',
  ifRightPress1: 'If this is right, press one.',
  otherNumberPress2: 'To give another number, press two.',
  toWaitPressStar: 'To go on waiting, press star.',
  keyInNumber: 'Please key in the number with its area code, and end with the hash key.',
  numberNotRight: 'This number is not complete.',
  callbackNoted: 'Thank you. We will call you back, and you keep your place in the queue. Goodbye.',
  notPossible: 'This is not possible at the moment. Please stay on the line.',
  speakAfterTone: 'Please speak after the tone. To end, press hash, or hang up.',
  messageKept: 'Thank you. Your message has been kept. Goodbye.',
  messageTooShort: 'Nothing was recorded. Goodbye.',
  agentNumberIs: 'You are connected to agent number',
}

const CHINESE_PHRASES: Readonly<Record<keyof typeof ENGLISH_PHRASES | 'ordinalUnit' | 'key', string>> = {
  youAreNext: '您是下一位，请稍候。',
  youAreNumber: '您目前排在第',
  ordinalUnit: '位。',
  inTheQueue: '请稍候。',
  theWaitIsAbout: '预计等待大约',
  minute: '分钟。',
  minutes: '分钟。',
  waitUnderAMinute: '预计等待不到一分钟。',
  waitOverAnHour: '预计等待超过一小时。',
  toBeCalledBackPress: '如果您希望我们稍后给您回电，请按',
  key: '键。',
  youKeepYourPlace: '您的排队位置会为您保留。',
  toLeaveAMessagePress: '如需留言，请按',
  weWillCall: '我们将拨打您的号码',
  ifRightPress1: '号码正确，请按一。',
  otherNumberPress2: '使用其他号码，请按二。',
  toWaitPressStar: '继续等待，请按星号键。',
  keyInNumber: '请输入您的电话号码，固定电话请加区号，按井号键结束。',
  numberNotRight: '号码不完整。',
  callbackNoted: '谢谢。我们会给您回电，您的排队位置已为您保留。再见。',
  notPossible: '现在无法办理，请继续等待。',
  speakAfterTone: '请在提示音后留言，按井号键或挂机结束。',
  messageKept: '谢谢，您的留言已保存。再见。',
  messageTooShort: '没有录到您的留言。再见。',
  agentNumberIs: '为您服务的坐席工号是',
}

/** After it the caller speaks. It is no speech, and the same in every language. */
export const TONE_WORD = 'tone'

/** Every word by its name, with the text that is spoken for it. */
export const VOCABULARY: Readonly<Record<SpeechLocale, Readonly<Record<string, string>>>> = {
  en: { ...ENGLISH_NUMBERS, ...LETTERS, ...ENGLISH_PHRASES },
  'zh-CN': { ...CHINESE_NUMBERS, ...CHINESE_PHRASES },
}

export type Phrase = keyof typeof CHINESE_PHRASES
