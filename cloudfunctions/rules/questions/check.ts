import type {
  QuestionContent,
  QuestionKind,
  QuestionOption,
  QuestionProblem,
} from '../../../typings/questions'
import { blanksIn, letterAt } from './answers'
import { sameness } from './text'

/** Characters that still fit a phone's page [P]. */
const LONGEST_STEM = 2000
const LONGEST_OPTION = 500
const LONGEST_EXPLANATION = 4000

/**
 * What keeps a question from being asked, and what is worth a look: the same for a question read from a file and for one that
 * somebody mended or typed.
 */
export function problemsOfQuestion(
  kind: QuestionKind | 'essay' | null,
  content: QuestionContent,
): QuestionProblem[] {
  const problems: QuestionProblem[] = []
  if (sameness(content.stem) === '') problems.push(blocking('stemMissing', '没有题干，请补填'))
  const isLong =
    content.stem.length > LONGEST_STEM ||
    content.explanation.length > LONGEST_EXPLANATION ||
    content.options.some(({ text }) => text.length > LONGEST_OPTION)
  if (isLong)
    problems.push(
      blocking(
        'tooLong',
        `文字过长（题干最多${LONGEST_STEM}字，每个选项最多${LONGEST_OPTION}字，解析最多${LONGEST_EXPLANATION}字），请缩短或检查是否有几道题连在了一起`,
      ),
    )
  switch (kind) {
    case null:
      return [...problems, blocking('kindUnknown', '看不出题型，请选择单选、多选、判断或填空')]
    case 'essay':
      return [
        ...problems,
        blocking('essay', '简答题暂不支持，不会导入；如果是填空题，请改题型并填写答案'),
      ]
    case 'single':
    case 'multiple':
      return [...problems, ...problemsOfChoice(kind, content)]
    case 'trueFalse':
      return content.isTrue === null ? [...problems, missing()] : problems
    case 'fill':
      return [...problems, ...problemsOfBlanks(content)]
  }
}

function problemsOfChoice(
  kind: 'single' | 'multiple',
  { options, letters }: QuestionContent,
): QuestionProblem[] {
  const problems = problemsOfOptions(options, letters)
  const known = new Set(options.map(({ letter }) => letter))
  const strange = Array.from(letters).filter((letter) => !known.has(letter))
  if (letters === '') problems.push(missing())
  else if (strange.length > 0 && options.length > 0)
    problems.push(
      blocking(
        'answerNoOption',
        `答案“${letters}”中的${strange.join('、')}不是选项，请改正答案或补上选项`,
      ),
    )
  if (kind === 'single' && letters.length > 1)
    problems.push(
      blocking(
        'severalAnswers',
        `单选题有${letters.length}个答案“${letters}”，请改答案或改为多选题`,
      ),
    )
  if (kind === 'multiple' && letters.length === 1)
    problems.push({ code: 'oneAnswer', blocks: false, text: '多选题只有一个答案，请核对' })
  return problems
}

function problemsOfOptions(options: readonly QuestionOption[], letters: string): QuestionProblem[] {
  const filled = options.filter(({ text }) => text.trim() !== '')
  if (filled.length < 2)
    return [
      blocking(
        'optionsMissing',
        options.length === 0 ? '没有选项，请补填选项' : '选项不足两个，请补填选项',
      ),
    ]
  const problems: QuestionProblem[] = []
  if (filled.length < options.length)
    problems.push(blocking('optionsMissing', '有选项没有内容，请补填或删去'))
  if (options.some(({ letter }, index) => letter !== letterAt(index)))
    problems.push(
      blocking(
        'optionLetters',
        `选项字母是${options.map(({ letter }) => letter).join('、')}，没有从A起按顺序排列，请核对`,
      ),
    )
  const same = options.filter(({ text }, at) =>
    options.some((other, index) => index !== at && textKey(other.text) === textKey(text)),
  )
  if (same.length > 0) {
    // The right one cannot be told from a wrong one.
    const blocks = same.some(({ letter }) => letters.includes(letter))
    const names = same.map(({ letter }) => letter).join('、')
    problems.push({ code: 'optionsSame', blocks, text: `选项${names}内容相同，请核对` })
  }
  return problems
}

/** Options may differ by a sign only. */
function textKey(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}

function problemsOfBlanks({ stem, blanks }: QuestionContent): QuestionProblem[] {
  if (blanks.length === 0 || blanks.some((accepted) => accepted.length === 0)) return [missing()]
  const count = blanksIn(stem)
  if (count <= 1 || count === blanks.length) return []
  return [
    blocking(
      'blanksDiffer',
      `题中有${count}个空，答案有${blanks.length}个，请用“；”逐空分开填写答案`,
    ),
  ]
}

export function blocking(code: QuestionProblem['code'], text: string): QuestionProblem {
  return { code, blocks: true, text }
}

function missing(): QuestionProblem {
  return blocking('answerMissing', '没有答案，请补填')
}
