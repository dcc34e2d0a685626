/** Invented places and the works built there; a project is named by one of each. */
const PLACES = [
  '云溪 青岚 望川 石塘 麓湖 雪岭 滨江 东港 南汀 北仓 长坪 临河 白沙湾 金湖 柳林 松岗 红叶谷 大青山 小清河 双桥 新渡 玉泉',
  '凤台 龙潭 清风 明月湾 翠屏 梧桐 平湖 安和 永宁镇 兴隆 广济 同德 花溪谷 枫林 竹海 沙洲 海门湾 渔浦 古渡 驿亭 茶山 药谷',
  '铜岭 银滩 石桥 桃源 杏林 槐荫 榆树湾 杨柳青坪 秋浦 春晖 夏塘 冬泉 朝阳坡 晚霞湾 晨光 星河 云台山 雾岭 雨花谷 霜叶',
]
  .join(' ')
  .split(' ')

const WORKS = [
  '隧道',
  '大桥',
  '高速公路',
  '地铁车站',
  '水厂',
  '住宅',
  '医院',
  '学校',
  '产业园',
  '综合管廊',
  '机场航站楼',
  '体育中心',
  '污水处理厂',
  '铁路',
  '数据中心',
  '棚户区改造',
  '港口',
  '水库',
  '光伏电站',
  '文化中心',
]

/** How many names `projectName` gives before it counts sections. */
const COMBINATIONS = PLACES.length * WORKS.length

/** The project of that number: `云溪隧道`, and after all combinations `云溪隧道二标` and so on. All differ. */
export function projectName(index: number): string {
  const at = index % COMBINATIONS
  const place = at % PLACES.length
  // Going diagonally, neighbours differ in both parts.
  const work = (place + Math.floor(at / PLACES.length)) % WORKS.length
  const name = `${PLACES[place]}${WORKS[work]}`
  const section = Math.floor(index / COMBINATIONS)
  return section === 0 ? name : `${name}${chineseNumber(section + 1)}标`
}

/** 1 … 99 as `一`, `十`, `二十三`. */
export function chineseNumber(value: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`
  return head + (ones === 0 && tens > 0 ? '' : digits[ones])
}
