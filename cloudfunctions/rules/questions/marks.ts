import { type DeclaredKind, kindIn } from './kinds'

/** How a number is written: `1.` and its like, `1 `, `(1)`, `第1题`, `Q1`. */
export type NumberStyle = 'point' | 'gap' | 'bracket' | 'word'

export interface NumberMark {
  style: NumberStyle
  value: number
  /** Where the text behind it begins. */
  to: number
  /** `1.5` may be a number or the fifth word of question 1. */
  isDecimal: boolean
}

const POINT = /^\s*(\d{1,5})\s*(?:[.、:)]|．|,(?!\d{3}))\s*/
const BRACKET = /^\s*[([]\s*(\d{1,5})\s*[)\]]\s*[.、:]?\s*/
const WORD =
  /^\s*(?:第\s*(\d{1,5})\s*题|(?:Q|No\.?)\s*(\d{1,5})(?![\d年月日])|(?:题目?|试题|例)\s*(\d{1,5})(?=\s*[.、:)]|\s|$))\s*[.、:)]?\s*/i
const GAP = /^\s*(\d{1,5})(?:\s+|(?=[\u4e00-\u9fff(《“"]))(?![年月日号时分秒个项条章届次岁元%级])/

/** The number that a line opens with. */
export function numberAt(shape: string): NumberMark | null {
  for (const [style, pattern] of [
    ['point', POINT],
    ['bracket', BRACKET],
    ['word', WORD],
    ['gap', GAP],
  ] as const) {
    const match = pattern.exec(shape)
    if (match === null) continue
    const to = match[0].length
    const isDecimal = style === 'point' && /[.:]$/.test(match[0]) && /^\d/.test(shape.slice(to))
    return { style, value: Number(match[1] ?? match[2] ?? match[3]), to, isDecimal }
  }
  return null
}

/** What the text behind a label is. */
export type LabelRole = 'answer' | 'explanation' | 'stem' | 'options' | 'kind' | 'subject' | 'other'

const LABELS: readonly (readonly [LabelRole, string])[] = [
  ['other', '我的答案|你的答案|学生答案|考生答案|作答|我的得分|得分'],
  [
    'explanation',
    '答案解析|试题解析|题目解析|解析|详解|解题思路|答案说明|解释|说明|分析|点评|提示|理由|依据|出题依据|explanation|analysis',
  ],
  [
    'answer',
    '(?:正确|参考|标准|本题|试题)?答案(?:选项)?(?:是|为)?|正解|答|(?:correct )?answer|key',
  ],
  ['kind', '题型|试题类型|题目类型|类型'],
  ['subject', '科目|学科|专业'],
  [
    'other',
    '难易程度|难易度|难度系数|难度等级|难度|分数|分值|本题分值|知识点|考点|考核点|能力水平|章节|来源|出处|页码|编号|题号|标签|关键词|记忆点|备注|认知层次|等级',
  ],
  ['stem', '题目|题干|问题|试题|题目内容|试题内容'],
  ['options', '选项|备选项|备选答案|可选项'],
]
const ROLE_OF = LABELS.map(([role, words]) => [role, new RegExp(`^(?:${words})$`, 'i')] as const)
const ALL = LABELS.map(([, words]) => words).join('|')
/** `答案：…`, `【答案】…`, `[解析]: …`; a bare `答 A` is none. */
const AT_START = new RegExp(
  String.raw`^\s*(?:[\[(<]\s*(${ALL})\s*[\])>]\s*[:：]?|(${ALL})\s*(?:[(（][^()（）]{0,12}[)）])?\s*[:：])\s*`,
  'i',
)
const BARE_ANSWER =
  /^\s*((?:正确|参考|标准)?答案)\s*(?=(?:[A-La-l](?:[\s,，、]*[A-La-l])*|[√×✓✗对错TF]|正确|错误)\s*[。.]?\s*$)/
const INSIDE =
  /(?:[[(<]\s*((?:正确|参考|标准)?答案|答案解析|试题解析|解析|难度|难易度|知识点|考点)\s*[\])>]\s*[:：]?|(?<![\u4e00-\u9fff])((?:正确|参考|标准)答案)\s*[:：]|(?<![\u4e00-\u9fffA-Za-z])(答案|答案解析|试题解析|解析|难易?度|知识点)\s*[:：])\s*/g
/** `D、丁答案：B`: glued to what stands before it, but with nothing else behind it. */
const AT_END =
  /(答案)\s*[:：]\s*(?=(?:[A-Z](?:[\s,，、;；]*[A-Z])*|[√×✓✗✔❌对错]|正确|错误)\s*[。.]?\s*$)/g
/** `我的答案:对正确答案:错`, as quiz sites print it. */
const BEHIND_OWN = /((?:正确|参考|标准)答案)\s*[:：]\s*/g
const OWN_ANSWER = /^\s*(?:我的|你的|学生|考生)答案/

export interface Label {
  role: LabelRole
  from: number
  /** Where the text behind it begins. */
  to: number
}

/** The label that a line opens with. */
export function labelAt(shape: string): Label | null {
  const match = AT_START.exec(shape) ?? BARE_ANSWER.exec(shape)
  if (match === null) return null
  return { role: roleOf(match[1] ?? match[2] ?? ''), from: 0, to: match[0].length }
}

/** Labels inside a line, such as an answer at the end of the stem. */
export function labelsInside(shape: string, start: number): Label[] {
  const inside = [...shape.matchAll(OWN_ANSWER.test(shape) ? BEHIND_OWN : INSIDE)]
  const found = inside.length > 0 || OWN_ANSWER.test(shape) ? inside : [...shape.matchAll(AT_END)]
  return found
    .filter((match) => match.index >= start)
    .map((match) => ({
      role: roleOf(match[1] ?? match[2] ?? match[3] ?? ''),
      from: match.index,
      to: match.index + match[0].length,
    }))
}

function roleOf(word: string): LabelRole {
  return ROLE_OF.find(([, pattern]) => pattern.test(word))?.[0] ?? 'other'
}

/** `0.0分`: what a quiz site prints under an answer. */
export function isScore(shape: string): boolean {
  return /^\s*[\d.]+\s*分\s*$/.test(shape)
}

const RULE = /^\s*(?:[-—–=_*@#~+.·…]\s*){3,}$/

/** A line of dashes, stars, `@@@`. */
export function isRule(shape: string): boolean {
  return RULE.test(shape)
}

const ORDINAL = String.raw`(?:[一二三四五六七八九十]{1,3}\s*[、.:)]|[(]\s*[一二三四五六七八九十]{1,3}\s*[)]|第\s*[一二三四五六七八九十百\d]{1,4}\s*(?:部分|单元|大题|[章节篇讲编课套卷])\s*[、.:]?|(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}|\d{1,2})\s*[、.]\s*(?=\S{0,6}题))`
const HEADING = new RegExp(String.raw`^\s*(${ORDINAL})\s*(.*)$`)
/** `(每题2分,共20分)`, `共10题` and what else stands behind the name of a kind. */
const COUNTS =
  /[([](?=[^()[\]]*[\d一二三四五六七八九十每共题分空])[^()[\]]*[)\]]|[:,，。.]\s*(?:每|共|本|请|下列|以下|将|在|\d).*$|共\s*\d+\s*[题道分].*$|\d+\s*[题道].*$/g

export interface Heading {
  title: string
  kind: DeclaredKind | null
  /** A heading over answers, not over questions. */
  isKey: boolean
  /** 判断 alone may be a word of a wrapped line. */
  isBareWord: boolean
}

const KEY_HEADING =
  /^(?:附[:：]?\s*)?(?:\S{0,12}(?:题|卷|库|练习|试题|测试))?\s*(?:(?:参考|标准|正确|全部|试题|习题)?答案)(?:部分|汇总|一览|表|及解析|与解析|和解析|解析|及评分标准)?\s*[:：]?$/

/** `一、单项选择题(每题2分)`, `判断题`, `第一章 总则`, `参考答案`; `null` for what is no heading. */
export function headingOf(text: string, shape: string): Heading | null {
  const title = text.trim()
  if (title === '' || title.length > 120) return null
  const line = shape.trim().replace(/^[[(<]\s*(.*?)\s*[\])>]$/, '$1')
  if (KEY_HEADING.test(line.replace(HEADING, '$2')))
    return { title, kind: kindIn(line), isKey: true, isBareWord: false }
  const match = HEADING.exec(line)
  const rest = (match?.[2] ?? line).replace(COUNTS, '').trim()
  const kind = kindOfHeading(rest)
  if (kind !== null)
    return { title, kind, isKey: false, isBareWord: match === null && !/题/.test(rest) }
  if (match === null || !/^第/.test(match[1] ?? '') || title.length > 40) return null
  return { title, kind: null, isKey: false, isBareWord: false }
}

const KIND_NAME = String.raw`(?:单项?选择?|多项?选择?|不定项选?择?|选择|判断|判断正误|判断对错|判断[\u4e00-\u9fff]{0,10}|是非(?:判断)?|对错|正误判断|填空|简答|简述|问答|论述|名词解释|案例(?:分析)?|计算|材料(?:分析|解析)?|综合(?:分析|应用)?|分析|应用|解答|辨析|作文|写作|主观|实操)`
const NAMED_HEADING = new RegExp(
  String.raw`^(?:(?:[\u4e00-\u9fff]{0,10}?)${KIND_NAME}(?:题目?|试题|小题)+|(?:单项选择|单选|多项选择|多选|不定项选择|判断|填空|简答)(?:部分|类)?)(?:部分|题库|汇总|类型?)?$`,
)

/** The name of a kind and little else. */
function kindOfHeading(text: string): DeclaredKind | null {
  const name = text
    .replace(/[\s:：.。]+$/, '')
    .replace(/\s*[([].*$/, '')
    .replace(/\s+/g, '')
  return NAMED_HEADING.test(name) ? kindIn(name) : null
}
