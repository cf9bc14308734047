import { both, closedWithMessage, mainMenu, queue, toQueue, WEEKDAYS, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const SECRETARY = both('秘书台', 'Secretary')
const URGENT = both('紧急转达', 'Urgent messages')

export const citySecretary: IndustryTemplate = {
  key: 'citySecretary',
  name: both('城市秘书', 'City secretary'),
  summary: both(
    '为许多小公司代接电话：以客户公司的名义接听、记录留言、紧急事项马上转达。下班后来电者可留言，次日回电。',
    'Answers the telephone for many small companies: in the company’s name, takes messages, and passes on at once what cannot wait. After hours callers leave a message and are called back the next day.',
  ),
  hours: WEEKDAYS,
  seats: { standard: 1, professional: 1, leader: 0 },
  skills: { secretary: both('秘书服务', 'Secretarial service') },
  queues: {
    secretary: queue(SECRETARY, both('代接与留言', 'Answering and messages'), {
      skill: 'secretary',
      answerWithinSeconds: 15,
    }),
    urgent: queue(URGENT, both('马上转达', 'To be passed on at once'), { skill: 'secretary', answerWithinSeconds: 10 }),
  },
  prompts: {
    greeting: both('您好，这里是{{company}}。', 'You have reached {{company}}.'),
    menu: both(
      '联系我们，请按一。紧急事项，请按二。或请稍候，秘书将为您服务。',
      'To leave a message, press 1. If it is urgent, press 2. Or simply wait for our secretary.',
    ),
    closed: both(
      '我们已经下班。紧急事项请按一，留言请按二。',
      'Our office is closed. If it is urgent, press 1. To leave a message, press 2.',
    ),
    message: both(
      '请在提示音后留言，说出您的姓名、公司和电话。我们会在下一个工作日回电。',
      'After the tone, please say your name, your company and your number. We call you back on the next working day.',
    ),
  },
  nodes: [
    ...welcome('menu', 'closed'),
    mainMenu({ '1': 'to-secretary', '2': 'to-urgent', '0': 'to-secretary' }, 'to-secretary'),
    toQueue('to-secretary', SECRETARY, 'secretary'),
    toQueue('to-urgent', URGENT, 'urgent', 20),
    ...closedWithMessage('to-urgent', 'office'),
  ],
  boxes: {
    office: { name: both('下班留言', 'Messages after hours'), greeting: 'message', promisedWithinMs: 24 * 3_600_000 },
  },
  dispositions: [
    both('已留言', 'Message taken'),
    both('已转达', 'Passed on'),
    both('已约时间', 'Meeting arranged'),
    both('推销', 'Sales call'),
    both('误拨', 'Wrong number'),
  ],
  scripts: [
    {
      name: both('代接开场白', 'Answering for the company'),
      situation: 'greeting',
      body: both(
        '您好，{{brand}}，我是秘书{{agent}}。负责人现在不方便接听，请问您贵姓、怎么称呼、回电号码是多少？我复述一遍。',
        '{{brand}}, {{agent}} speaking. Nobody is free at the moment. May I have your name, your number and what it is about? Let me read it back to you.',
      ),
      queue: 'secretary',
    },
  ],
  announcement: {
    name: both('放假通知', 'Holiday notice'),
    text: both(
      '我们正在放假，紧急事项秘书会马上转达。',
      'We are on holiday. What is urgent our secretary will pass on at once.',
    ),
  },
}
