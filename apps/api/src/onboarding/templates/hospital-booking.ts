import { SURVEY_NAME, SURVEY_TEXTS } from './common-texts.ts'
import { both, closedWithMessage, mainMenu, queue, SIX_DAYS, toQueue, welcome } from './template.ts'
import type { IndustryTemplate } from './template.ts'

const BOOKING = both('预约挂号', 'Appointments')
const CHANGES = both('改约与取消', 'Changes and cancellations')
const ENQUIRIES = both('咨询导诊', 'Enquiries')

export const hospitalBooking: IndustryTemplate = {
  key: 'hospitalBooking',
  name: both('医院预约挂号', 'Hospital booking'),
  summary: both(
    '预约、改约、咨询三个队列；来电者可先输入就诊卡号。非工作时间可转值班护士或留言，留言四小时内回电。通话后请患者评价。',
    'Appointments, changes and enquiries; callers may key in their patient card. After hours they reach the nurse on duty or leave a message, which is answered within four hours. After the call, patients are asked how it was.',
  ),
  hours: SIX_DAYS,
  seats: { standard: 2, professional: 2, leader: 1 },
  skills: { booking: both('挂号', 'Booking'), guidance: both('导诊', 'Patient guidance') },
  queues: {
    booking: queue(BOOKING, both('新预约', 'New appointments'), { skill: 'booking' }),
    changes: queue(CHANGES, both('更改或取消预约', 'Changing or cancelling an appointment'), { skill: 'booking' }),
    enquiries: queue(ENQUIRIES, both('科室、医生与检查结果', 'Departments, doctors and results'), {
      skill: 'guidance',
      answerWithinSeconds: 30,
    }),
  },
  prompts: {
    greeting: both('您好，欢迎致电{{company}}预约服务热线。', 'Welcome to the booking line of {{company}}.'),
    menu: both(
      '预约挂号，请按一。更改或取消预约，请按二。咨询导诊，请按三。人工服务，请按零。',
      'For an appointment, press 1. To change or cancel one, press 2. For enquiries, press 3. To speak to somebody, press 0.',
    ),
    number: both(
      '请输入您的就诊卡号，按井号键结束。没有就诊卡，请直接按井号键。',
      'Please enter the number of your patient card, followed by the hash key. If you have none, just wait.',
    ),
    closed: both(
      '现在是非工作时间。如有紧急情况，请按一转值班护士，或拨打一二零。预约请按二留言，我们会给您回电。',
      'The booking desk is closed. If it cannot wait, press 1 for the nurse on duty, or call the emergency number. For an appointment, press 2 and leave a message; we call you back.',
    ),
    message: both(
      '请在提示音后说出就诊人姓名、科室和您的电话。我们会在四小时内回电。',
      'After the tone, please say the patient’s name, the department and your number. We call you back within four hours.',
    ),
    ...SURVEY_TEXTS,
  },
  nodes: [
    ...welcome('menu', 'closed'),
    mainMenu({ '1': 'card', '2': 'to-changes', '3': 'to-enquiries', '0': 'to-enquiries' }, 'to-enquiries'),
    {
      kind: 'collect',
      nodeId: 'card',
      label: both('就诊卡号', 'Patient card'),
      prompt: 'number',
      variable: 'patientCard',
      digitsMin: 4,
      digitsMax: 12,
      next: 'to-booking',
    },
    toQueue('to-booking', BOOKING, 'booking'),
    toQueue('to-changes', CHANGES, 'changes'),
    toQueue('to-enquiries', ENQUIRIES, 'enquiries'),
    ...closedWithMessage('to-enquiries', 'desk'),
  ],
  boxes: {
    desk: { name: both('预约留言', 'Appointments after hours'), greeting: 'message', promisedWithinMs: 4 * 3_600_000 },
  },
  survey: { name: SURVEY_NAME, question: 'survey', thanks: 'thanks', after: ['booking', 'changes'] },
  dispositions: [
    both('已预约', 'Appointment made'),
    both('已改约', 'Appointment changed'),
    both('已取消', 'Appointment cancelled'),
    both('已解答', 'Question answered'),
    both('转急诊', 'Sent to emergency'),
    both('误拨', 'Wrong number'),
  ],
  scripts: [
    {
      name: both('预约开场白', 'Opening an appointment'),
      situation: 'greeting',
      body: both(
        '您好，{{brand}}，我是{{agent}}。请问您想预约哪个科室？请问就诊人姓名和就诊卡号？请就诊当天携带身份证和就诊卡。',
        '{{brand}}, this is {{agent}}. Which department would you like to see? May I have the patient’s name and card number? Please bring your identity card on the day.',
      ),
      queue: 'booking',
    },
  ],
  announcement: {
    name: both('停诊通知', 'Clinic closed'),
    text: both(
      '请注意，今日部分门诊停诊，详情请咨询人工服务。',
      'Please note that some clinics are closed today. Our staff will tell you more.',
    ),
  },
}
