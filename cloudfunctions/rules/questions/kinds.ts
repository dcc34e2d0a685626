import type { QuestionKind } from '../../../typings/questions'

/** `choice`: single or multiple, whichever the answer says. */
export type DeclaredKind = QuestionKind | 'choice' | 'essay'

/** Longer words first: 不定项选择 is no 选择. */
const KIND_WORDS: readonly (readonly [RegExp, DeclaredKind])[] = [
  [/不定项/, 'multiple'],
  [/多项?选/, 'multiple'],
  [/单项?选|单选/, 'single'],
  [/判断|是非|对错|正误/, 'trueFalse'],
  [/填空|补全|完形填/, 'fill'],
  [
    /简答|问答|论述|名词解释|案例|计算|材料|分析|综合|应用|作文|写作|阐述|辨析|实操|主观|解答/,
    'essay',
  ],
  [/选择/, 'choice'],
]
const FOREIGN: Readonly<Record<string, DeclaredKind>> = {
  single: 'single',
  singlechoice: 'single',
  radio: 'single',
  multi: 'multiple',
  multiple: 'multiple',
  // English for a choice between several options, right ones being one or more.
  multiplechoice: 'choice',
  multichoice: 'choice',
  multipleresponse: 'multiple',
  multipleselect: 'multiple',
  multiselect: 'multiple',
  checkbox: 'multiple',
  judge: 'trueFalse',
  judgement: 'trueFalse',
  judgment: 'trueFalse',
  truefalse: 'trueFalse',
  boolean: 'trueFalse',
  bool: 'trueFalse',
  tf: 'trueFalse',
  fill: 'fill',
  blank: 'fill',
  fillblank: 'fill',
  fillin: 'fill',
  fillintheblank: 'fill',
  essay: 'essay',
  short: 'essay',
  shortanswer: 'essay',
  choice: 'choice',
}
/** A heading or a cell that names a kind is short. */
const LONGEST = 12

/** The kind that a cell or a tag names, such as `单选题`, `多选`, `judge`; `null` when it names none that we know. */
export function kindNamed(text: string): DeclaredKind | null {
  const word = text
    .normalize('NFKC')
    .replace(/[\s\p{P}_]+/gu, '')
    .toLowerCase()
  if (word === '' || word.length > 20) return null
  const foreign = FOREIGN[word]
  if (foreign !== undefined) return foreign
  if (word.length > LONGEST) return null
  if (word === '单' || word === '多') return word === '单' ? 'single' : 'multiple'
  return kindIn(word)
}

/** The kind that is mentioned first in a list of words; `null` for none. */
export function kindIn(text: string): DeclaredKind | null {
  return KIND_WORDS.find(([word]) => word.test(text))?.[1] ?? null
}

const KIND_TAG =
  '(?:单选|多选|单项选择|多项选择|不定项选择|不定项|判断|是非|判断正误|填空|选择|简答|问答|论述|名词解释|案例分析|材料分析|综合)'
const TAG = String.raw`[\[(<]\s*(${KIND_TAG}题?)(?:\s*[,，、:;；/ ]?\s*[\d.]+\s*分)?\s*[\])>]`
const LEADING_TAG = new RegExp(String.raw`^\s*${TAG}\s*[:.、]?\s*`)
const TRAILING_TAG = new RegExp(String.raw`\s*${TAG}\s*[:。.?？]?\s*$`)

/** `[单选]`, `(多选题,2分)` at one end of a stem, and where it stands in the shape of the text. */
export function kindTag(
  shape: string,
  end: 'start' | 'end',
): { kind: DeclaredKind; from: number; to: number } | null {
  const match = (end === 'start' ? LEADING_TAG : TRAILING_TAG).exec(shape)
  if (match === null) return null
  const kind = kindIn(match[1] ?? '')
  return kind === null ? null : { kind, from: match.index, to: match.index + match[0].length }
}
