import { both, closedWithDuty, EVERY_DAY, mainMenu, queue, toQueue, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const BOOKINGS = both('新预订', 'Bookings')
const CHANGES = both('改签与退订', 'Changes and refunds')
const ON_THE_ROAD = both('途中求助', 'Help on the road')

export const travelBooking: IndustryTemplate = {
  key: 'travelBooking',
  name: both('酒店旅游预订', 'Hotel and travel booking'),
  summary: both(
    '预订、改退、途中求助；在途客人优先接听，改退可先输入订单号。',
    'Bookings, changes, and help on the road, which goes before everything else; for changes callers key in their booking number.',
  ),
  hours: EVERY_DAY,
  seats: { standard: 2, professional: 3, leader: 1 },
  skills: { sales: both('预订', 'Sales'), service: both('改退', 'After-sales service') },
  queues: {
    bookings: queue(BOOKINGS, both('酒店、机票、行程', 'Hotels, flights, journeys'), {
      skill: 'sales',
      wrapUpSeconds: 60,
    }),
    changes: queue(CHANGES, both('更改与退款', 'Changes and refunds'), { skill: 'service', answerWithinSeconds: 30 }),
    road: queue(ON_THE_ROAD, both('已出发的客人', 'Guests who are travelling'), {
      skill: 'service',
      answerWithinSeconds: 10,
    }),
  },
  prompts: {
    greeting: both('您好，欢迎致电{{company}}。', 'Welcome to {{company}}. This call may be recorded.'),
    menu: both(
      '新预订，请按一。更改或退订，请按二。如果您正在旅途中需要帮助，请按三。人工服务，请按零。',
      'For a new booking, press 1. To change or cancel, press 2. If you are travelling and need help now, press 3. To speak to somebody, press 0.',
    ),
    number: both('请输入您的订单号，按井号键结束。', 'Please enter your booking number, followed by the hash key.'),
    closed: both(
      '预订服务时间为每天八点到二十一点。如果您正在旅途中需要帮助，请按一。',
      'Our desk is closed. If you are travelling and need help now, press 1.',
    ),
  },
  nodes: [
    ...welcome('menu', 'closed'),
    mainMenu({ '1': 'to-bookings', '2': 'booking-number', '3': 'to-road', '0': 'to-bookings' }, 'to-bookings'),
    {
      kind: 'collect',
      nodeId: 'booking-number',
      label: both('订单号', 'Booking number'),
      prompt: 'number',
      variable: 'bookingNumber',
      digitsMin: 4,
      digitsMax: 12,
      next: 'to-changes',
    },
    toQueue('to-bookings', BOOKINGS, 'bookings'),
    toQueue('to-changes', CHANGES, 'changes'),
    toQueue('to-road', ON_THE_ROAD, 'road', 50),
    ...closedWithDuty('to-road'),
  ],
  dispositions: [
    both('已预订', 'Booked'),
    both('已更改', 'Changed'),
    both('已退订', 'Cancelled'),
    both('已解答', 'Question answered'),
    both('需回访', 'Call back needed'),
    both('误拨', 'Wrong number'),
  ],
  scripts: [
    {
      name: both('预订开场白', 'Opening a booking'),
      situation: 'greeting',
      body: both(
        '您好，{{brand}}，我是{{agent}}。请问您计划什么时候出发，几位出行？请让我复述一遍日期、人数和姓名拼写。',
        '{{brand}}, this is {{agent}}. When would you like to travel, and how many of you are there? Let me read the dates, the number of guests and the spelling of the names back to you.',
      ),
      queue: 'bookings',
    },
  ],
  announcement: {
    name: both('行程受影响', 'Disruption'),
    text: both(
      '受天气影响，部分行程有变动，受影响的客人我们会主动联系。',
      'Because of the weather some journeys are disrupted. We will call every guest who is affected.',
    ),
  },
}
