import type { Locale } from '../generated/prisma/client.ts'

/** One thing said, in the voice of its language; several make a prompt in more than one language. */
export type Utterance = { readonly voice: 'cmn' | 'en'; readonly text: string }
export const PROMPT_NAMES = [
  'greeting',
  'menu',
  'number',
  'invalid',
  'closed',
  'full',
  'notice',
  'voicemail',
  'survey',
  'why',
  'thanks',
] as const
export type ClientPrompts = Readonly<Record<(typeof PROMPT_NAMES)[number], readonly Utterance[]>>

export type DemoClient = {
  readonly tenantId: string
  /** Names the client in the ids of everything it owns. */
  readonly slug: string
  readonly name: string
  readonly brandName: string
  readonly brandColor: string
  readonly story: string
  readonly locale: Locale
  readonly timeZone: string
  readonly currency: string
  readonly number: string
  readonly queues: readonly [DemoQueue, DemoQueue]
  /** What the caller keys in after choosing 3. */
  readonly variable: string
  readonly labels: Readonly<Record<'greeting' | 'hours' | 'menu' | 'number' | 'closed', string>>
  readonly prompts: ClientPrompts
  readonly reasons: readonly string[]
  readonly dispositions: readonly string[]
  readonly plan: DemoPlan
  readonly seatsCount: number
}

export type DemoQueue = { readonly queueId: string; readonly name: string; readonly serviceLevelMs: number }
/** Amounts in micros of the currency. */
export type DemoPlan = {
  readonly name: string
  readonly seatPricePerMonth: bigint
  readonly inboundPerMinute: bigint
  readonly outboundPerMinute: bigint
  readonly firstSeconds: number
  readonly thenSeconds: number
}

const zh = (text: string): Utterance => ({ voice: 'cmn', text })
const en = (text: string): Utterance => ({ voice: 'en', text })

const heating: DemoClient = {
  tenantId: 'ten_demo-heating',
  slug: 'heating',
  name: '暖家供热有限公司',
  brandName: '暖家供热报修热线',
  brandColor: '#c2410c',
  story:
    '暖家供热为北方三座城市的二十六万户家庭供暖。从十一月到三月，报修热线昼夜有人：暖气不热、漏水、缴费，都打这个号码。寒潮来的那几天，一小时的来电比夏天一个月还多。',
  locale: 'zh_CN',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  number: '4008001001',
  queues: [
    { queueId: 'que_heating-repair', name: '报修', serviceLevelMs: 20_000 },
    { queueId: 'que_heating-billing', name: '缴费', serviceLevelMs: 30_000 },
  ],
  variable: 'customerNumber',
  labels: { greeting: '欢迎语', hours: '服务时间', menu: '主菜单', number: '输入用户编号', closed: '非服务时间' },
  prompts: {
    greeting: [zh('您好，欢迎致电暖家供热报修热线。为保证服务质量，本次通话将被录音。')],
    menu: [zh('报修，请按一。缴费查询，请按二。如果您知道用户编号，请按三。')],
    number: [zh('请输入您的用户编号，按井号键结束。')],
    invalid: [zh('对不起，没有听清您的选择。')],
    closed: [zh('现在是非服务时间。如遇管道爆裂，请拨打当地物业的值班电话。再见。')],
    full: [zh('现在来电较多，线路已满，请稍后再拨。')],
    notice: [zh('受寒潮影响，今天来电较多。城东热力站正在抢修，预计今晚八点恢复供热。')],
    voicemail: [zh('请在提示音后留言，说出您的姓名、地址和问题。我们会在四小时内回电。')],
    survey: [zh('请对本次服务作出评价。满意请按一，一般请按二，不满意请按三。')],
    why: [zh('请告诉我们不满意的原因。等待太久请按一，问题没有解决请按二，服务态度请按三。')],
    thanks: [zh('感谢您的评价，再见。')],
  },
  reasons: ['小休', '用餐', '培训'],
  dispositions: ['已派单', '已解答', '转缴费', '需回访', '误拨'],
  plan: {
    name: '标准坐席',
    seatPricePerMonth: 299_000_000n,
    inboundPerMinute: 120_000n,
    outboundPerMinute: 180_000n,
    firstSeconds: 6,
    thenSeconds: 6,
  },
  seatsCount: 4,
}

const travel: DemoClient = {
  tenantId: 'ten_demo-travel',
  slug: 'travel',
  name: 'Meridian Travel Ltd',
  brandName: 'Meridian Travel',
  brandColor: '#0369a1',
  story:
    'Meridian sells rail-and-ferry journeys that no website can put together. Half of the calls are dreams that become bookings; the other half are plans that change at ten at night on a platform in Trieste.',
  locale: 'en',
  timeZone: 'Europe/London',
  currency: 'GBP',
  number: '4008002002',
  queues: [
    { queueId: 'que_travel-booking', name: 'Bookings', serviceLevelMs: 20_000 },
    { queueId: 'que_travel-changes', name: 'Changes', serviceLevelMs: 15_000 },
  ],
  variable: 'bookingNumber',
  labels: {
    greeting: 'Welcome',
    hours: 'Opening hours',
    menu: 'Main menu',
    number: 'Booking number',
    closed: 'Closed',
  },
  prompts: {
    greeting: [en('Welcome to Meridian Travel. This call may be recorded, so that we can serve you better.')],
    menu: [
      en('For a new booking, press 1. To change a booking, press 2. If you have your booking number at hand, press 3.'),
    ],
    number: [en('Please enter your booking number, followed by the hash key.')],
    invalid: [en('Sorry, I did not get that.')],
    closed: [en('Our desk is closed now. Please call again in the morning. Goodbye.')],
    full: [en('All our lines are busy. Please call again in a few minutes.')],
    notice: [en('Because of a strike there are no trains in Italy today. Tickets remain valid until Sunday.')],
    voicemail: [
      en('Please leave your name and your booking number after the tone. We call you back within two hours.'),
    ],
    survey: [en('How did we do? If you are satisfied, press 1. If it was all right, press 2. If not, press 3.')],
    why: [
      en(
        'What went wrong? If you waited too long, press 1. If your question is still open, press 2. For anything else, press 3.',
      ),
    ],
    thanks: [en('Thank you, and a good journey.')],
  },
  reasons: ['Break', 'Meal', 'Training'],
  dispositions: ['Booked', 'Changed', 'Question answered', 'Call back needed', 'Wrong number'],
  plan: {
    name: 'Standard seat',
    seatPricePerMonth: 34_000_000n,
    inboundPerMinute: 15_000n,
    outboundPerMinute: 21_000n,
    firstSeconds: 30,
    thenSeconds: 6,
  },
  seatsCount: 3,
}

const clinic: DemoClient = {
  tenantId: 'ten_demo-clinic',
  slug: 'clinic',
  name: 'Willow Clinic',
  brandName: 'Willow Clinic 柳叶诊所',
  brandColor: '#047857',
  story:
    'A family clinic in Shanghai with six doctors, four languages and one front desk that was never free to answer the telephone. Now every caller is answered; results are given only after two questions that prove who is asking.',
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  number: '4008003003',
  queues: [
    { queueId: 'que_clinic-appointments', name: 'Appointments', serviceLevelMs: 20_000 },
    { queueId: 'que_clinic-results', name: 'Results', serviceLevelMs: 30_000 },
  ],
  variable: 'patientNumber',
  labels: {
    greeting: 'Welcome 欢迎',
    hours: 'Opening hours',
    menu: 'Main menu',
    number: 'Patient number',
    closed: 'Closed',
  },
  prompts: {
    greeting: [en('Welcome to Willow Clinic.'), zh('您好，这里是柳叶诊所。')],
    menu: [
      en('For appointments, press 1. For results, press 2. To enter your patient number, press 3.'),
      zh('预约，请按一。查询结果，请按二。输入病历号，请按三。'),
    ],
    number: [en('Please enter your patient number, followed by the hash key.'), zh('请输入病历号，按井号键结束。')],
    invalid: [en('Sorry, please try again.'), zh('对不起，请重新选择。')],
    closed: [
      en('The clinic is closed. In an emergency, please call one two zero.'),
      zh('诊所已下班。紧急情况请拨打一二零。'),
    ],
    full: [en('All our lines are busy. Please call again shortly.'), zh('线路繁忙，请稍后再拨。')],
    notice: [
      en('The flu vaccine arrives on Thursday. Please call again then.'),
      zh('流感疫苗周四到货，请届时再来电。'),
    ],
    voicemail: [en('Please leave a message after the tone.'), zh('请在提示音后留言。')],
    survey: [en('If you are satisfied, press 1. If not, press 2.'), zh('满意请按一，不满意请按二。')],
    why: [en('If you waited too long, press 1. For anything else, press 2.'), zh('等待太久请按一，其他原因请按二。')],
    thanks: [en('Thank you.'), zh('谢谢。')],
  },
  reasons: ['Break', 'Meal', 'Training'],
  dispositions: ['Appointment made', 'Result given', 'Passed to a nurse', 'Call back needed', 'Wrong number'],
  plan: {
    name: 'Small practice',
    seatPricePerMonth: 349_000_000n,
    inboundPerMinute: 150_000n,
    outboundPerMinute: 200_000n,
    firstSeconds: 60,
    thenSeconds: 60,
  },
  seatsCount: 2,
}

export const DEMO_CLIENTS: readonly DemoClient[] = [heating, travel, clinic]
