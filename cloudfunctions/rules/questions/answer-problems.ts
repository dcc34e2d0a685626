import type { QuestionContent, ReadQuestion } from '../../../typings/questions'
import { blocking, problemsOfQuestion } from './check'
import { lettersOf } from './content'
import { isNumberedKey } from './key-entries'
import { runOf } from './key-run'
import type { RawQuestion } from './raw'
import { shapeOf } from './text'

/** The number of another entry of a key, or a place for an answer. */
const HOLDS_MORE =
  /(?:^|\s)[(]?\d{1,3}\s*[.、)](?!\d)\s*\S|[(]\s*[)]|_{3,}|(?:解析|答案)\s*:|题号|[\u4e00-\u9fff]\d{1,3}\s*[.、](?!\d)\s*\S/

/** Whether an accepted string is more than an answer; a key that was taken for one, unless the heading says fill-in. */
function holdsMore(accepted: string, { declared }: RawQuestion): boolean {
  if (HOLDS_MORE.test(shapeOf(accepted))) return true
  return declared !== 'fill' && (runOf(accepted) !== null || isNumberedKey(accepted))
}

/** What is wrong with a question as it was read: `written` is its answer in the file. */
export function problemsOfAnswer(
  draft: RawQuestion,
  kind: ReadQuestion['kind'],
  content: QuestionContent,
  written: string,
): ReadQuestion['problems'] {
  const found = problemsOfQuestion(kind, content)
  const isRead = !found.some(({ code }) => code === 'answerMissing')
  const isOpen = draft.problems.some(({ code, blocks }) => code === 'answerUnclear' && blocks)
  const rest = found.filter(({ code }) => code !== 'answerMissing')
  if (!isRead && isOpen) return rest
  if (!isRead && written !== '') return [...rest, unreadable(kind, written)]
  if (kind === 'fill' && content.blanks.flat().some((accepted) => holdsMore(accepted, draft)))
    found.push(
      blocking(
        'answerUnclear',
        `答案“${written.slice(0, 30)}”中夹有题号或空格，可能是几道题的，请核对`,
      ),
    )
  if ((kind === 'single' || kind === 'multiple') && !lettersOf(written, content.options).agrees) {
    const right = content.options.find(({ letter }) => letter === content.letters)?.text ?? ''
    const isPart = right !== '' && written.includes(right)
    found.push({
      code: 'answersDiffer',
      blocks: !isPart,
      text: `答案“${written.slice(0, 30)}”与选项${content.letters}的内容不一致，请核对`,
    })
  }
  return found
}

function unreadable(kind: ReadQuestion['kind'], written: string): ReadQuestion['problems'][number] {
  const shown = `“${written.slice(0, 20)}”`
  if (kind === 'trueFalse')
    return blocking('answerUnclear', `看不懂判断题的答案${shown}，请选择“正确”或“错误”`)
  if (kind === 'single' || kind === 'multiple')
    return blocking('answerNoOption', `答案${shown}不是选项字母，请改正答案`)
  return blocking('answerUnclear', `看不懂答案${shown}，请改正`)
}
