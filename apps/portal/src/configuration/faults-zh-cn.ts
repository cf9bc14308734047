import { WORKFORCE_FAULTS_ZH_CN } from '../agent-setup/faults-zh-cn.ts'
import { PAYMENT_FAULTS_ZH_CN as BOOKING_FAULTS_ZH_CN } from '../billing/faults-zh-cn.ts'
import { OPERATOR_FAULTS_ZH_CN } from '../console/faults-zh-cn.ts'
import { CONTRACT_FAULTS_ZH_CN } from '../contracts/faults-zh-cn.ts'
import { FLOW_FAULTS_ZH_CN } from '../flows/faults-zh-cn.ts'
import { NUMBER_FAULTS_ZH_CN } from '../inventory/faults-zh-cn.ts'
import { LIST_FAULTS_ZH_CN } from '../lists/faults-zh-cn.ts'
import { PAYMENT_FAULTS_ZH_CN } from '../payments/faults-zh-cn.ts'
import { PEOPLE_FAULTS_ZH_CN } from '../people/faults-zh-cn.ts'
import { ROUTING_FAULTS_ZH_CN } from '../queue-setup/faults-zh-cn.ts'
import { PROMPT_FAULTS_ZH_CN } from '../prompts/faults-zh-cn.ts'
import { MESSAGE_FAULTS_ZH_CN } from '../voicemail/faults-zh-cn.ts'

/** What is wrong, in Chinese, by the stable code of the API; in English its own message is shown, which names the values too. */
export const FAULTS_ZH_CN: Readonly<Record<string, string>> = {
  ...BOOKING_FAULTS_ZH_CN,
  ...PAYMENT_FAULTS_ZH_CN,
  ...CONTRACT_FAULTS_ZH_CN,
  ...ROUTING_FAULTS_ZH_CN,
  required: '此项必填。',
  tooLong: '内容太长，请缩短。',
  tooSmall: '数值太小。',
  tooBig: '数值太大。',
  invalid: '格式不对，请检查。',
  invalidInput: '内容无法接受：名称或号码可能已被使用，请更换。',
  notFound: '该内容已不存在，请刷新页面。',
  forbidden: '您没有权限进行此操作。',
  internal: '系统出了问题，未作任何更改，请重试。',
  'limit.apiRequests': '请求过于频繁，请稍后再试。',
  'tenant.unknown': '没有这个公司。',
  'snapshot.invalid': '这样的配置无法使用，请联系运营方。',
  inputRefused: '部分内容无法保存，请按提示修改。',
  'tenant.notConfigurable': '公司当前的状态不允许修改配置。',
  'reference.unknown': '所选内容已不存在，请另选。',
  'reference.missing': '有内容指向已不存在的菜单或语音，请先另行指定。',
  'name.missing': '请填写名称。',
  'text.tooLong': '内容太长，请缩短。',
  'seconds.range': '秒数超出允许范围，请填写整数。',
  'proficiency.range': '熟练度为 1 到 10 的整数。',
  'skills.tooMany': '一个队列最多要求 10 项技能。',
  'skill.twice': '该技能重复，请删除一项。',
  'queue.inUse': '该队列仍在使用，请先将来电引向别处。',
  'hours.inUse': '该营业时间仍在使用，请先在菜单中改用其他时间。',
  'time.format': '时间请写作 HH:MM，例如 09:00；一天结束写 24:00。',
  'date.format': '日期请写作 YYYY-MM-DD，例如 2027-01-01。',
  'dayName.missing': '请填写这一天的名称。',
  'interval.empty': '开始与结束相同；全天请写 00:00 到 24:00。',
  'interval.from24': '不能从 24:00 开始，请写次日 00:00。',
  'interval.overlap': '与同一天的另一时段重叠，请修改或删除其一。',
  'interval.tooMany': '一天最多 10 个时段。',
  'weekly.tooMany': '一周的时段太多。',
  'day.twice': '该日期重复，请删除一项。',
  'day.otherYear': '该日期不属于此年份，请放入相应年份的日历。',
  'days.tooMany': '天数太多。',
  'calendar.dayTaken': '该日期已在另一日历中，请在那里修改或先删除。',
  'year.format': '请填写四位数的年份。',
  'timeZone.unknown': '没有这个时区。',
  'list.line': '此行无法识别：日期,名称,时段，例如 2027-02-06,调休上班,09:00-17:00。',
  'flow.notPublished': '该菜单尚未发布，请先发布或另选。',
  'reason.missing': '请说明原因，供日后查阅。',
  'version.withoutRows': '该版本过早，未保存明细，无法查看或恢复。',
  'number.returned': '该号码已退回，不再恢复。',
  'number.newer': '该号码是之后新增的，保持现在的去向。',
  'agent.left': '该坐席已离开，不再恢复。',
  'agent.lent': '该坐席由运营方派出，所属队列由运营方决定。',
  'prompt.replaced': '该语音的声音已被替换，保留新的声音。',
  ...PROMPT_FAULTS_ZH_CN,
  ...FLOW_FAULTS_ZH_CN,
  ...LIST_FAULTS_ZH_CN,
  ...WORKFORCE_FAULTS_ZH_CN,
  ...MESSAGE_FAULTS_ZH_CN,
  ...NUMBER_FAULTS_ZH_CN,
  ...PEOPLE_FAULTS_ZH_CN,
  ...OPERATOR_FAULTS_ZH_CN,
  ...BOOKING_FAULTS_ZH_CN,
  ...PAYMENT_FAULTS_ZH_CN,
}
