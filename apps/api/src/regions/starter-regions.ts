import type { Region } from './region-input.ts'

/**
 * Municipalities and the capitals of provinces and regions, by area code without the leading zero. Of mobile numbers no prefix says any more where their owner
 * is: they move with people, and may be taken to another network.
 */
// prettier-ignore
const CITIES = [
  ['北京', 'Beijing', '10'], ['上海', 'Shanghai', '21'], ['天津', 'Tianjin', '22'], ['重庆', 'Chongqing', '23'],
  ['石家庄', 'Shijiazhuang', '311'], ['太原', 'Taiyuan', '351'], ['呼和浩特', 'Hohhot', '471'], ['沈阳', 'Shenyang', '24'],
  ['长春', 'Changchun', '431'], ['哈尔滨', 'Harbin', '451'], ['南京', 'Nanjing', '25'], ['杭州', 'Hangzhou', '571'],
  ['合肥', 'Hefei', '551'], ['福州', 'Fuzhou', '591'], ['南昌', 'Nanchang', '791'], ['济南', 'Jinan', '531'],
  ['郑州', 'Zhengzhou', '371'], ['武汉', 'Wuhan', '27'], ['长沙', 'Changsha', '731'], ['广州', 'Guangzhou', '20'],
  ['南宁', 'Nanning', '771'], ['海口', 'Haikou', '898'], ['成都', 'Chengdu', '28'], ['贵阳', 'Guiyang', '851'],
  ['昆明', 'Kunming', '871'], ['拉萨', 'Lhasa', '891'], ['西安', "Xi'an", '29'], ['兰州', 'Lanzhou', '931'],
  ['西宁', 'Xining', '971'], ['银川', 'Yinchuan', '951'], ['乌鲁木齐', 'Urumqi', '991'],
  ['香港', 'Hong Kong', '+852'], ['澳门', 'Macao', '+853'],
] as const

export const starterRegions = (locale: string): readonly Region[] =>
  CITIES.map(([zh, en, prefix]) => ({ name: locale === 'zh-CN' ? zh : en, prefixes: [prefix] }))
