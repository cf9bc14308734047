import type { definitionsEn } from './definitions-en.ts'

/** 各项指标的定义，显示在指标旁。 */
export const definitionsZhCN: typeof definitionsEn = {
  waiting: '队列中尚无坐席接听的来电者，包括正在振铃的。',
  longestWait: '等待最久的来电者已在队列中的时间。',
  callsNow: '进行中的通话：菜单、排队、振铃或通话中。',
  agentsReadyAll: '已签入您的任一队列、可立即接听的坐席。',
  agentsTalkingAll: '正在与您的来电者通话的坐席，含保持。',
  agentsInState: '按当前状态统计的坐席。',
  agentsReady: '已签入该队列、可立即接听的坐席。',
  agentsTalking: '正在处理该队列来电的坐席，含保持。',
  agentsSignedIn: '已签入该队列的坐席，不论状态。',
  agentState: '电话系统所知的坐席状态。占用：正在处理其他客户的来电。',
  since: '此状态已持续的时间。',
  serviceLevel:
    '自零点起，{{seconds}} 秒内接听的来电，除以在队列中接听与放弃的全部来电。回拨接通的来电者按接听计，等待从首次入队算起。',
  answered: '自零点起由坐席接听的来电，含回拨接通的。',
  abandoned: '自零点起在排队或振铃时挂断的来电。',
  variable: '客户按键输入的内容，或语音菜单查到的信息；只显示菜单中设为向坐席显示的部分。',
  waited: '从进入队列到坐席接听或通话结束。',
  talk: '与坐席接通的时间，不含保持。',
  hold: '来电者被保持、听音乐的时间。',
  menu: '从到达到进入队列：播报与菜单。',
  wrapUp: '通话后补全记录的时间。到时自动结束，可以延长。',
  duration: '从来电到达至结束。',
  outcome: '已接听：有坐席接听。已放弃：等待时来电者挂断。菜单中结束：未进入队列。',
  billTotal: '以下各项之和，分毫不差。',
  billUntil: '已开始的一天计为全天：截至该日的费用已计入，通话在计费后计入。',
  billPlan: '本账单所依据的资费。',
}
