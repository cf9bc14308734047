/** What is wrong with people, their log-ins and branches, in Chinese, by the code of the API. */
export const PEOPLE_FAULTS_ZH_CN: Readonly<Record<string, string>> = {
  taken: '已被使用，请更换。',
  notOffered: '在这里不能选择该角色。',
  otherBranch: '您只负责自己的分支机构，请选择自己的机构。',
  notAnAgent: '只有坐席和专家才有队列：请添加角色，或不选队列。',
  'person.lastAdmin': '至少保留一位管理员，请先指定另一位。',
  'tenant.notOpen': '公司当前的状态不允许登录，请联系运营方。',
  'branch.clientsOnly': '只有客户公司才有分支机构。',
  'branch.tooMany': '分支机构数量已达上限。',
  'identity.nameTaken': '该登录名已被他人使用，请更换。',
  'identity.unavailable': '登录账号暂时无法修改，内容没有丢失，请一分钟后重试。',
}
