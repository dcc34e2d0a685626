import type { Random } from './random'

/** Common surnames, the most common several times, so that they turn up about as often as they do. */
const SURNAMES = [
  ...'王王王王李李李李张张张张刘刘刘陈陈陈杨杨杨赵赵黄黄周周吴吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田',
  ...'董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万',
]

const MALE = [
  '志建海立学明宏振思俊景承远启书新广晓佳向',
  '军华峰涛波辉勇斌杰鹏磊刚毅宁松林洋帆航平',
]
const FEMALE = ['晓雅思佳丽秀雪春玉慧欣雨嘉静美若', '琴芳娜敏静丽艳娟霞婷玲萍莹洁蕾颖琳瑶']

/** A plausible name of two or three characters that belongs to nobody in particular. */
export function inventName(random: Random, gender: 'male' | 'female'): string {
  const [first = '', second = ''] = gender === 'male' ? MALE : FEMALE
  const given = random.pick([...first]) + random.pick([...second])
  return random.pick(SURNAMES) + given
}
