/** What is wrong with a sound, in Chinese, by the API's codes. */
export const PROMPT_FAULTS_ZH_CN: Readonly<Record<string, string>> = {
  'sound.unknownFormat': '无法识别该声音文件。请使用 WAV、MP3、M4A、AAC、OGG、Opus、WebM、FLAC 或 AMR。',
  'sound.unreadable': '文件已损坏或受保护，无法读取。请另存为 WAV 或 MP3。',
  'sound.empty': '该文件没有声音，请先在电脑上试听。',
  'sound.tooShort': '太短，听不清。',
  'sound.tooLong': '超过 10 分钟，请剪短。',
  'sound.tooSlow': '转换时间过长，请另存为 WAV 或 MP3 后再试。',
  'sound.busy': '您有多个文件正在转换，请稍后再试。',
  'sound.toolMissing': '服务器缺少转换程序，请联系运营方。',
  'upload.tooLarge': '文件超过 50 MB，请另存为 MP3 或剪短。',
  'upload.tooMany': '正在上传多个文件，请稍后再试。',
  'storage.full': '存储空间已满，录音与语音共用，请联系运营方扩容。',
  'draft.missing': '该声音已不在，请重新上传、录制或合成。',
  'prompt.inUse': '该语音仍在使用，请先在使用处改用其他语音。',
}
