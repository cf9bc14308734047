/** What is wrong with boxes, messages, callbacks and surveys, in Chinese, by the code of the API. */
export const MESSAGE_FAULTS_ZH_CN: Readonly<Record<string, string>> = {
  'voicemail.noteMissing': '请写明是如何处理的。',
  'voicemail.noAttemptsLeft': '三次回电机会已用完，不能重新打开。',
  'voicemail.settled': '该留言已由他人处理完毕，请刷新查看。',
  'voicemail.oneAddressee': '请选择一个班组或一位坐席接收留言。',
  'voicemail.tooManyBoxes': '语音信箱数量已达上限，请先删除不用的信箱。',
  'callback.over': '该回拨已结束，请刷新查看结果。',
  'survey.keyTwice': '同一按键有两个评价，请更换其一。',
  'survey.tooMany': '调查数量已达上限，请先删除不用的调查。',
  'voicemail.noNumber': '该来电者没有显示号码，无法回拨。',
}
