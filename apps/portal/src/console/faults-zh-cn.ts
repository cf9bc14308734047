/** What keeps an act of the operator from being carried out, in Chinese, by the code of the API. */
export const OPERATOR_FAULTS_ZH_CN: Readonly<Record<string, string>> = {
  'alarm.acknowledged': '该告警已有人确认。',
  unknownClient: '没有这个客户。',
  'tenant.notMade': '该客户还没有号码和菜单，请先完成开通。',
  'tenant.stepNotPossible': '客户当前的状态不能这样变更。',
  'onboarding.keyUsed': '该开通请求已用于另一份资料，请重新开始。',
  'preflight.nothingPublished': '还没有任何已发布的内容可供测试。',
  dayNotPossible: '不能从这一天起生效，请另选日期。',
  featureInUse: '有菜单正在使用此功能，请先修改菜单，或保留带来此功能的席位。',
}
