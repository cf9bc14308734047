import { both } from './template.ts'
import type { Bilingual } from './template.ts'

/** What every client has; a template may say it in its own words. */
export const COMMON_PROMPTS: Readonly<Record<'invalid' | 'full' | 'suspended', Bilingual>> = {
  invalid: both('对不起，没有听清您的选择。', 'Sorry, I did not get that.'),
  full: both('现在来电较多，线路已满，请稍后再拨。', 'All our lines are busy. Please call again in a few minutes.'),
  suspended: both(
    '您好，您拨打的服务暂时不可用，请稍后再拨。再见。',
    'The service you have called is not available at the moment. Goodbye.',
  ),
}

export const PROMPT_NAMES: Readonly<Record<string, Bilingual>> = {
  music: both('等待音乐', 'Music on hold'),
  greeting: both('欢迎语', 'Welcome'),
  menu: both('主菜单', 'Main menu'),
  closed: both('非服务时间', 'Closed'),
  number: both('输入编号', 'Key in a number'),
  invalid: both('选择无效', 'Not understood'),
  full: both('线路已满', 'All lines busy'),
  suspended: both('服务暂停', 'Service not available'),
  announcement: both('临时公告', 'Announcement'),
  message: both('留言问候语', 'Greeting of the box'),
  callback: both('提供回拨', 'Offer of a callback'),
  noted: both('回拨已登记', 'Callback noted'),
  survey: both('满意度提问', 'Question after the call'),
  thanks: both('致谢', 'Thanks'),
}

export const MESSAGE_GROUP = both('留言处理', 'Messages')

/** The question after the call, and what its keys mean. */
export const SURVEY_TEXTS = {
  survey: both(
    '请您评价本次服务：满意请按一，一般请按二，不满意请按三。',
    'How did we do? Satisfied, press 1. All right, press 2. Not satisfied, press 3.',
  ),
  thanks: both('感谢您的评价，再见。', 'Thank you for telling us. Goodbye.'),
} as const
export const SURVEY_NAME = both('服务评价', 'How did we do?')
export const SURVEY_KEYS = [
  { key: '1', score: 5, satisfied: true, label: both('满意', 'Satisfied') },
  { key: '2', score: 3, satisfied: true, label: both('一般', 'All right') },
  { key: '3', score: 1, satisfied: false, label: both('不满意', 'Not satisfied') },
] as const

export const REASONS: readonly Bilingual[] = [
  both('小休', 'Break'),
  both('用餐', 'Meal'),
  both('培训', 'Training'),
  both('会议', 'Meeting'),
]

export const HOURS_NAME = both('服务时间', 'Opening hours')
export const FLOW_NAME = both('主菜单', 'Main menu')

/** What agents say while the caller waits, and at the end, whatever the business. */
export const COMMON_SCRIPTS = [
  {
    name: both('请客户等候', 'Asking the caller to hold'),
    situation: 'hold',
    body: both(
      '请您稍等一到两分钟，我需要查询一下您的情况，可以吗？……感谢您的等候。',
      'May I put you on hold for a minute or two while I look that up? … Thank you for waiting.',
    ),
    queue: null,
  },
  {
    name: both('结束通话', 'Ending the call'),
    situation: 'closing',
    body: both(
      '请问还有什么可以帮您？感谢您致电{{brand}}，祝您生活愉快，再见。',
      'Is there anything else I can do for you? Thank you for calling {{brand}}. Goodbye.',
    ),
    queue: null,
  },
] as const
