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
  ['stem', '题目|题干|问题|试题|题目内容|试题内容|问'],
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
const OBJECTIVE = String.raw`(?:[A-Z](?:[\s,，、;；]*[A-Z])*|[√×✓✗✔❌对错]|正确|错误)`
/** `D、丁答案：B`, `丁答案：B解析：…`: glued to what stands before it, but with nothing behind it but its explanation. */
const AT_END = new RegExp(
  String.raw`((?:正确|参考|标准)?答案)\s*[:：]\s*(?=${OBJECTIVE}\s*[。.]?\s*(?:$|解析\s*[:：]|[[(]\s*解析))|(?<=答案\s*[:：]\s*${OBJECTIVE}\s*[。.]?\s*)(解析)\s*[:：]\s*`,
  'g',
)
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
  if (OWN_ANSWER.test(shape)) return marksOf([...shape.matchAll(BEHIND_OWN)], start)
  const inside = [...shape.matchAll(INSIDE)]
  const isAnswered = inside.some((match) =>
    (match[1] ?? match[2] ?? match[3] ?? '').endsWith('答案'),
  )
  const glued = isAnswered ? [] : [...shape.matchAll(AT_END)]
  const found = [
    ...inside,
    ...glued.filter((one) => !inside.some(({ index }) => index === one.index)),
  ]
  return marksOf(
    found.sort((one, other) => one.index - other.index),
    start,
  )
}

function marksOf(found: readonly RegExpExecArray[], start: number): Label[] {
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
