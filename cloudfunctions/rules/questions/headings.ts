import { type DeclaredKind, kindIn } from './kinds'

const ORDINAL = String.raw`(?:[一二三四五六七八九十]{1,3}\s*[、.:)]|[(]\s*[一二三四五六七八九十]{1,3}\s*[)]|第\s*[一二三四五六七八九十百\d]{1,4}\s*(?:部分|单元|大题|[章节篇讲编课套卷])\s*[、.:]?|(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}|\d{1,2})\s*[、.]\s*(?=\S{0,6}题))`
const HEADING = new RegExp(String.raw`^\s*(${ORDINAL})\s*(.*)$`)
/** `(每题2分,共20分)`, `共10题` and what else stands behind the name of a kind. */
const COUNTS =
  /[([](?=[^()[\]]*[\d一二三四五六七八九十每共题分空])[^()[\]]*[)\]]|[:,，。.]\s*(?:每|共|本|请|下列|以下|将|在|\d).*$|每\s*[小]?[题空]\s*[\d.]+\s*分.*$|共\s*\d+\s*[题道分].*$|\d+\s*[题道].*$/g

export interface Heading {
  title: string
  kind: DeclaredKind | null
  /** A heading over answers, not over questions. */
  isKey: boolean
  /** 判断 alone may be a word of a wrapped line, and a title may name a kind by the way: what follows must bear it out. */
  isLoose: boolean
}

const KEY_HEADING =
  /^(?:附[:：]?\s*)?(?:\S{0,12}(?:题|卷|库|练习|试题|测试))?\s*(?:(?:参考|标准|正确|全部|试题|习题)?答案)(?:部分|汇总|一览|表|及解析|与解析|和解析|解析|及评分标准)?\s*[:：]?$/

/** `一、单项选择题(每题2分)`, `判断题`, `第一章 总则`, `参考答案`; `null` for what is no heading. */
export function headingOf(text: string, shape: string): Heading | null {
  const title = text.trim()
  if (title === '' || title.length > 120) return null
  const line = shape.trim().replace(/^[[(<]\s*(.*?)\s*[\])>]$/, '$1')
  if (KEY_HEADING.test(line.replace(HEADING, '$2')))
    return { title, kind: kindIn(line), isKey: true, isLoose: false }
  const match = HEADING.exec(line)
  const rest = (match?.[2] ?? line).replace(COUNTS, '').trim()
  const named = kindOfHeading(rest)
  const kind = named === 'choice' ? (kindInTitle(line, match !== null) ?? named) : named
  if (kind !== null)
    return { title, kind, isKey: false, isLoose: match === null && !/题/.test(rest) }
  const loose = kindInTitle(line, match !== null)
  if (loose !== undefined)
    return { title, kind: loose, isKey: false, isLoose: !/^第/.test(match?.[1] ?? '') }
  if (match === null || !/^第/.test(match[1] ?? '') || title.length > 40) return null
  return { title, kind: null, isKey: false, isLoose: false }
}

const LONGEST_TITLE = 40
const NAMES_OF_KINDS =
  /(?:单项?选择?|多项?选择?|不定项选?择?|判断|填空|选择|简答|问答|论述)题|[(（]\s*(?:单选|多选|判断|填空|单项选择|多项选择)\s*[)）]/g
/** `三、判断下列说法是否正确`. */
const BIDS = /[、.:)]\s*(?:判断|选择|填空)[\u4e00-\u9fff]{2,}/

/** The kind that a title names among other words, `null` when it names several; `undefined` for what is no title. */
function kindInTitle(line: string, hasOrdinal: boolean): DeclaredKind | null | undefined {
  if (line.length > LONGEST_TITLE || /[?？。;；]|[(]\s*[)]|_{2}/.test(line)) return undefined
  if (/^\s*\d+\s*[.、:)]/.test(line)) return undefined
  const kinds = new Set((line.match(NAMES_OF_KINDS) ?? []).map(kindIn))
  // 选择题（单选） is single choice.
  if (kinds.size > 1) kinds.delete('choice')
  const [only] = kinds
  if (only !== undefined) return kinds.size > 1 ? null : only
  return hasOrdinal && BIDS.test(line) ? kindIn(line) : undefined
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
