import { ALWAYS, both, mainMenu, queue, toQueue, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const URGENT = both('紧急', 'Emergency')
const GENERAL = both('非紧急求助', 'Other calls')

/** Nobody is ever turned away: out of hours, and without a key, the call is an emergency. */
export const emergencyLine: IndustryTemplate = {
  key: 'emergencyLine',
  name: both('应急热线', 'Emergency line'),
  summary: both(
    '全天候；紧急来电优先级最高，五秒内应答为目标；不按键也直接转紧急队列。',
    'Day and night. Emergencies go before everything and are to be answered within five seconds; who presses nothing counts as one.',
  ),
  hours: ALWAYS,
  seats: { standard: 0, professional: 4, leader: 1 },
  skills: { emergency: both('应急处置', 'Emergency handling') },
  queues: {
    urgent: queue(URGENT, both('危及人身安全', 'Danger to life'), {
      skill: 'emergency',
      answerWithinSeconds: 5,
      wrapUpSeconds: 60,
    }),
    general: queue(GENERAL, both('咨询与非紧急报告', 'Questions and reports that can wait'), { skill: 'emergency' }),
  },
  prompts: {
    greeting: both(
      '这里是{{company}}应急热线，请保持通话。',
      'This is the emergency line of {{company}}. Please stay on the line.',
    ),
    menu: both('紧急情况，请按一。其他事项，请按二。', 'For an emergency, press 1. For anything else, press 2.'),
    closed: both('正在为您转接值班人员。', 'You are being put through to the person on duty.'),
  },
  nodes: [
    ...welcome('menu', 'night'),
    mainMenu({ '1': 'to-urgent', '2': 'to-general', '0': 'to-urgent' }, 'to-urgent'),
    { kind: 'play', nodeId: 'night', label: both('值班转接', 'On duty'), prompt: 'closed', next: 'to-urgent' },
    toQueue('to-urgent', URGENT, 'urgent', 100),
    toQueue('to-general', GENERAL, 'general'),
  ],
  dispositions: [
    both('已出动', 'Team sent'),
    both('已指导自救', 'Advice given'),
    both('已转一一零、一一九或一二零', 'Passed to public services'),
    both('重复报告', 'Known already'),
    both('无声电话', 'Silent call'),
    both('误拨或恶意来电', 'Mistake or nuisance'),
  ],
  scripts: [
    {
      name: both('应急接听', 'Answering an emergency'),
      situation: 'greeting',
      body: both(
        '应急热线，请讲。请先告诉我：您在哪里？发生了什么？有没有人受伤？请不要挂断，按我说的做。',
        'Emergency line. First tell me: where are you? What has happened? Is anybody hurt? Do not hang up, and do as I say.',
      ),
      queue: 'urgent',
    },
  ],
  announcement: {
    name: both('大范围事件', 'Wide-area event'),
    text: both(
      '我们已知晓当前事件，抢险人员已出动。如有人员受伤，请保持通话。',
      'We know of the present event and teams are on their way. If anybody is hurt, please stay on the line.',
    ),
  },
}
