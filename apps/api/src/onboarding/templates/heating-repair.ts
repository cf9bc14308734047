import { both, closedWithDuty, EVERY_DAY, mainMenu, queue, toQueue, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const REPAIR = both('报修', 'Repairs')
const BILLING = both('缴费查询', 'Billing')

export const heatingRepair: IndustryTemplate = {
  key: 'heatingRepair',
  name: both('供热报修', 'Heating repair line'),
  summary: both(
    '报修优先，来电者先输入用户编号；缴费可排队或请求回拨。夜间漏水爆管可直接转值班。片区抢修公告只播给报修的来电者。',
    'Repairs come first and callers key in their customer number; for billing they wait or are called back. At night, burst pipes reach the person on duty. The outage announcement is said to those alone who report a fault.',
  ),
  hours: EVERY_DAY,
  seats: { standard: 3, professional: 2, leader: 1 },
  skills: { repair: both('报修受理', 'Repair desk'), billing: both('收费', 'Billing') },
  queues: {
    repair: queue(REPAIR, both('暖气不热、漏水、爆管', 'No heat, leaks, burst pipes'), {
      skill: 'repair',
      wrapUpSeconds: 45,
    }),
    billing: queue(BILLING, both('费用与缴费', 'Charges and payments'), { skill: 'billing', answerWithinSeconds: 30 }),
  },
  prompts: {
    greeting: both(
      '您好，欢迎致电{{company}}。为保证服务质量，本次通话将被录音。',
      'Welcome to {{company}}. This call may be recorded, so that we can serve you better.',
    ),
    menu: both(
      '报修，请按一。缴费查询，请按二。人工服务，请按零。',
      'To report a fault, press 1. For your bill, press 2. To speak to somebody, press 0.',
    ),
    callback: both(
      '不想等待，请按一，轮到您时我们会回拨此号码。继续等待，请稍候。',
      'To be called back at this number when it is your turn, press 1. To wait, just stay on the line.',
    ),
    noted: both('已为您登记回拨，请保持电话畅通。再见。', 'We have noted it and call you back. Goodbye.'),
    number: both('请输入您的用户编号，按井号键结束。', 'Please enter your customer number, followed by the hash key.'),
    closed: both(
      '现在是非服务时间。如遇漏水或爆管，请按一，值班人员将马上为您处理。',
      'Our office is closed. If water is leaking, press 1 and the engineer on duty will help you at once.',
    ),
  },
  nodes: [
    ...welcome('menu', 'closed'),
    mainMenu({ '1': 'customer', '2': 'call-back', '0': 'to-repair' }, 'to-repair'),
    {
      kind: 'callbackOffer',
      nodeId: 'call-back',
      label: both('排队或回拨', 'Wait or be called back'),
      prompt: 'callback',
      confirm: 'noted',
      queue: 'billing',
      next: 'bye',
      declined: 'to-billing',
    },
    {
      kind: 'collect',
      nodeId: 'customer',
      label: both('用户编号', 'Customer number'),
      prompt: 'number',
      variable: 'customerNumber',
      digitsMin: 4,
      digitsMax: 10,
      next: 'to-repair',
    },
    toQueue('to-repair', REPAIR, 'repair', 10),
    toQueue('to-billing', BILLING, 'billing'),
    ...closedWithDuty('to-repair'),
  ],
  dispositions: [
    both('已派单', 'Engineer sent'),
    both('已解答', 'Question answered'),
    both('转缴费', 'Passed to billing'),
    both('需回访', 'Call back needed'),
    both('误拨', 'Wrong number'),
  ],
  scripts: [
    {
      name: both('报修开场白', 'Taking a fault report'),
      situation: 'greeting',
      body: both(
        '您好，{{brand}}，我是{{agent}}。请问您的用户编号和详细地址？请问是全屋不热还是个别房间不热？有没有漏水？',
        '{{brand}}, this is {{agent}}. May I have your customer number and address? Is the whole home cold, or a single room? Is water leaking?',
      ),
      queue: 'repair',
    },
  ],
  announcement: {
    name: both('片区抢修', 'District outage'),
    text: both(
      '请注意，部分片区正在抢修供热管道，预计今晚恢复供热，请勿重复报修。',
      'Heating is down in some districts while we repair a main. We expect it back tonight; there is no need to report it again.',
    ),
    forQueues: ['repair'],
  },
}
