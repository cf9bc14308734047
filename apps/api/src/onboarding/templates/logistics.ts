import { both, closedWithDuty, EVERY_DAY, mainMenu, queue, toQueue, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const TRACKING = both('查件催件', 'Tracking')
const PICKUP = both('寄件下单', 'Pick-up orders')
const CLAIMS = both('投诉理赔', 'Complaints and claims')

export const logistics: IndustryTemplate = {
  key: 'logistics',
  name: both('物流快递', 'Logistics'),
  summary: both(
    '查件先输运单号，寄件直接下单，投诉理赔由资深坐席处理。',
    'Callers key in the waybill for tracking, order pick-ups at once, and reach experienced agents with a claim.',
  ),
  hours: EVERY_DAY,
  seats: { standard: 4, professional: 2, leader: 1 },
  skills: { parcels: both('快件业务', 'Parcels'), claims: both('理赔', 'Claims') },
  queues: {
    tracking: queue(TRACKING, both('运单在哪里', 'Where is my parcel'), { skill: 'parcels', wrapUpSeconds: 15 }),
    pickup: queue(PICKUP, both('上门取件', 'Collection from the door'), { skill: 'parcels' }),
    claims: queue(CLAIMS, both('破损、丢失、投诉', 'Damage, loss, complaints'), {
      skill: 'claims',
      answerWithinSeconds: 30,
      wrapUpSeconds: 90,
    }),
  },
  prompts: {
    greeting: both('您好，欢迎致电{{company}}客服热线。', 'Welcome to {{company}}.'),
    menu: both(
      '查件催件，请按一。寄件下单，请按二。投诉理赔，请按三。人工服务，请按零。',
      'To track a parcel, press 1. To order a pick-up, press 2. For a complaint or claim, press 3. To speak to somebody, press 0.',
    ),
    number: both(
      '请输入运单号的数字部分，按井号键结束。',
      'Please enter the digits of your waybill, followed by the hash key.',
    ),
    closed: both(
      '现在是非服务时间。贵重或生鲜快件的紧急问题，请按一。其他问题请明早八点后来电。',
      'Our office is closed. For an urgent question about perishable or valuable goods, press 1; otherwise please call after eight in the morning.',
    ),
  },
  nodes: [
    ...welcome('menu', 'closed'),
    mainMenu({ '1': 'waybill', '2': 'to-pickup', '3': 'to-claims', '0': 'to-tracking' }, 'to-tracking'),
    {
      kind: 'collect',
      nodeId: 'waybill',
      label: both('运单号', 'Waybill'),
      prompt: 'number',
      variable: 'waybill',
      digitsMin: 6,
      digitsMax: 16,
      next: 'to-tracking',
    },
    toQueue('to-tracking', TRACKING, 'tracking'),
    toQueue('to-pickup', PICKUP, 'pickup'),
    toQueue('to-claims', CLAIMS, 'claims'),
    ...closedWithDuty('to-claims'),
  ],
  dispositions: [
    both('已告知位置', 'Location told'),
    both('已下单取件', 'Pick-up ordered'),
    both('已催派送', 'Delivery hurried'),
    both('已立案理赔', 'Claim opened'),
    both('需回访', 'Call back needed'),
    both('误拨', 'Wrong number'),
  ],
  scripts: [
    {
      name: both('投诉受理', 'Taking a complaint'),
      situation: 'complaint',
      body: both(
        '非常抱歉给您带来不便。我是{{brand}}的{{agent}}，请您提供运单号和物品情况，我们会在二十四小时内回复您处理结果。',
        'I am sorry about that. This is {{agent}} of {{brand}}. Please tell me the waybill and what happened; you will have our answer within twenty-four hours.',
      ),
      queue: 'claims',
    },
  ],
  announcement: {
    name: both('派送延迟', 'Delays'),
    text: both(
      '受天气影响，部分地区派送延迟一到两天，敬请谅解。',
      'Because of the weather, deliveries in some regions are one or two days late. We are sorry.',
    ),
  },
}
