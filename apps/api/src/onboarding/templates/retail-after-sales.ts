import { SURVEY_NAME, SURVEY_TEXTS } from './common-texts.ts'
import { both, closedWithDuty, EVERY_DAY, mainMenu, queue, toQueue, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const RETURNS = both('退换货', 'Returns')
const TECHNICAL = both('安装维修', 'Installation and repair')
const COMPLAINTS = both('投诉建议', 'Complaints')

export const retailAfterSales: IndustryTemplate = {
  key: 'retailAfterSales',
  name: both('零售售后', 'Retail after-sales'),
  summary: both(
    '退换货先输订单号，安装维修找技术坐席，投诉有专门队列。退换货与维修通话后请顾客评价。',
    'Returns begin with the order number, technicians help with installation and repair, complaints have a queue of their own. After returns and repairs, customers are asked how it was.',
  ),
  hours: EVERY_DAY,
  seats: { standard: 3, professional: 2, leader: 1 },
  skills: {
    orders: both('订单处理', 'Orders'),
    technical: both('技术支持', 'Technical support'),
    complaints: both('投诉处理', 'Complaints'),
  },
  queues: {
    returns: queue(RETURNS, both('退货、换货、退款', 'Returns, exchanges, refunds'), { skill: 'orders' }),
    technical: queue(TECHNICAL, both('安装预约、故障排查', 'Fitting and faults'), {
      skill: 'technical',
      answerWithinSeconds: 30,
      wrapUpSeconds: 60,
    }),
    complaints: queue(COMPLAINTS, both('投诉与建议', 'Complaints and suggestions'), {
      skill: 'complaints',
      wrapUpSeconds: 90,
    }),
  },
  prompts: {
    greeting: both('您好，欢迎致电{{company}}售后服务热线。', 'Welcome to the service line of {{company}}.'),
    menu: both(
      '退换货，请按一。安装维修，请按二。投诉建议，请按三。人工服务，请按零。',
      'For returns, press 1. For installation or repair, press 2. For a complaint, press 3. To speak to somebody, press 0.',
    ),
    number: both('请输入您的订单号，按井号键结束。', 'Please enter your order number, followed by the hash key.'),
    closed: both(
      '售后服务时间为每天八点到二十一点。如遇漏电、漏气等安全问题，请立即停止使用并按一。',
      'The service line is closed. If a product is not safe, stop using it and press 1.',
    ),
    ...SURVEY_TEXTS,
  },
  nodes: [
    ...welcome('menu', 'closed'),
    mainMenu({ '1': 'order', '2': 'to-technical', '3': 'to-complaints', '0': 'to-returns' }, 'to-returns'),
    {
      kind: 'collect',
      nodeId: 'order',
      label: both('订单号', 'Order number'),
      prompt: 'number',
      variable: 'orderNumber',
      digitsMin: 4,
      digitsMax: 16,
      next: 'to-returns',
    },
    toQueue('to-returns', RETURNS, 'returns'),
    toQueue('to-technical', TECHNICAL, 'technical'),
    toQueue('to-complaints', COMPLAINTS, 'complaints', 5),
    ...closedWithDuty('to-technical'),
  ],
  survey: { name: SURVEY_NAME, question: 'survey', thanks: 'thanks', after: ['returns', 'technical'] },
  dispositions: [
    both('同意退货', 'Return accepted'),
    both('同意换货', 'Exchange accepted'),
    both('预约上门', 'Visit arranged'),
    both('电话解决', 'Solved on the telephone'),
    both('已登记投诉', 'Complaint taken'),
    both('误拨', 'Wrong number'),
  ],
  scripts: [
    {
      name: both('退换货开场白', 'Taking a return'),
      situation: 'greeting',
      body: both(
        '您好，{{brand}}，我是{{agent}}。请问订单号是多少？商品是什么时候收到的？包装和配件是否齐全？',
        '{{brand}}, this is {{agent}}. May I have your order number? When did the goods arrive, and are the packing and all parts still there?',
      ),
      queue: 'returns',
    },
  ],
  announcement: {
    name: both('促销高峰', 'Sales season'),
    text: both(
      '促销期间来电较多，您也可以在订单页面自助申请退换。',
      'There are many calls during the sales. You can also ask for a return on the page of your order.',
    ),
  },
}
