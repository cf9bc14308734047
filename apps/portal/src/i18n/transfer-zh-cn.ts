import type { transferEn } from './transfer-en.ts'

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> }

export const transferZhCn: Texts<typeof transferEn> = {
  transfer: {
    title: '转接来电',
    open: '转接',
    openFlow: '转菜单',
    agent: '同事',
    queue: '队列',
    flow: '菜单',
    number: '号码',
    expert: '专家',
    chooseAgent: '同事或专家',
    chooseQueue: '来电者等候的队列',
    chooseFlow: '来电者进入的菜单',
    chooseNumber: '外部电话号码',
    numberAdvice: '系统为来电者拨打该号码；队列设为录音的，通话继续录音。',
    noAgents: '目前没有同事为该客户签入。请转到队列。',
    noQueues: '该客户没有队列。',
    noFlows: '该客户没有已发布的菜单。',
    notAllowed: '您无权将来电转到外部号码，可由管理员授予此权限。',
    returns: '来电者之后回到我这里',
    returnsAdvice: '您保持在线，听不到其间内容；录音同时暂停。',
    leavesAdvice: '您即可接听下一个来电。',
    give: '转接',
    send: '转到菜单',
    failed: '服务器未返回可转接的对象。请关闭后重试。',
    callerInFlow: '来电者正在菜单中',
    inFlowAdvice: '您听不到任何内容，也听不到按键。结束后来电者会回到您这里。',
    takeBack: '立即取回',
  },
  callbackCall: {
    title: '回呼：您接听后才会拨打客户',
    dialling: '正在拨打客户',
    number: '号码',
    waitsSince: '已等候',
    attempt: '第几次',
  },
}
