import type {
  QuestionContent,
  QuestionKind,
  QuestionOption,
  ReadQuestion,
} from '../../../typings/questions'
import { blanksIn, blanksOf, letterAt, lettersByText, lettersIn, truthIn } from './answers'
import { blocking, problemsOfQuestion } from './check'
import { filledBlanks, inlineAnswer, optionTyped } from './inline'
import { kindTag } from './kinds'
import { bareOptionsIn } from './options'
import type { RawQuestion } from './raw'
import { plainText, sameness, shapeOf, tidy } from './text'

/** Words that say true or false whatever the question; others, such as 1 or 是, only where the kind is known. */
const CLEAR_TRUTH = /^(?:√|✓|✔|×|✗|✘|❌|对|错|正确|错误|不正确|true|false|[TFYN](?=$|[。.\s]))/i

/** Decides kind and answer of a question from what its place in the file shows. Nothing is guessed: what is open is a problem. */
export function settle(raw: RawQuestion): ReadQuestion {
  const draft = { ...raw, problems: [...raw.problems] }
  takeTags(draft)
  takeCircledOptions(draft)
  takeBareOptions(draft)
  takeInlineAnswer(draft)
  takeUnletteredOptions(draft)
  const written = writtenAnswer(draft.answer)
  const parts = draft.options.filter(({ letter }) => letter === 'A').length
  const kind = parts > 1 ? kindOfParts(written) : kindOf(draft, written)
  const content = contentOf(draft, kind, written)
  const problems = [...draft.problems]
  if (parts > 1)
    problems.push(blocking('severalQuestions', `一个题号下有${parts}个小题，请拆成${parts}道题`))
  else problems.push(...problemsOfAnswer(draft, kind, content, written))
  return {
    ...content,
    place: raw.place,
    number: raw.number,
    kind,
    answer: written,
    subject: tidy(plainText(raw.subject)),
    section: tidy(plainText(raw.section)),
    problems,
  }
}

function writtenAnswer(answer: RawQuestion['answer']): string {
  if (answer === null) return ''
  return tidy(plainText(Array.isArray(answer) ? answer.join('；') : answer))
}

function takeTags(draft: RawQuestion): void {
  for (const end of ['start', 'end'] as const) {
    const tag = kindTag(shapeOf(draft.stem), end)
    if (tag === null) continue
    draft.declared = tag.kind
    draft.stem = draft.stem.slice(0, tag.from) + draft.stem.slice(tag.to)
  }
  draft.stem = draft.stem.replace(SCORE, '')
}

/** `（2分）`, `(本题2分)`, `（分值：5）` behind a stem. */
const SCORE =
  /\s*[(（]\s*(?:(?:本题|每题|共|计)?\s*[\d.]+\s*分|分值\s*[:：]?\s*[\d.]+\s*分?)\s*[)）]\s*$/

/** What stands between a stem and a label on its line, such as `^*^`. */
const JUNK = /[\s^*|#@~&$]{2,}$/
/** `true. 正确` and its like say what the two answers are, not what is asked. */
const TRUTH_LINE =
  /^\s*(?:true|false|正确|错误|对|错|√|×|T|F|A|B)\s*[.、．:：)]?\s*(?:正确|错误|对|错|√|×)?\s*$/i

function takeTruthLines(stem: string): string {
  const lines = stem.split('\n')
  while (lines.length > 1 && TRUTH_LINE.test(lines.at(-1) ?? '')) lines.pop()
  return lines.join('\n')
}

/** `① … ② …` are options when the answer says so; otherwise statements of the stem. */
function takeCircledOptions(draft: RawQuestion): void {
  if (draft.options.length > 0) return
  takeCircledAnswer(draft)
  if (typeof draft.answer !== 'string' || !/^[①-⑩]/.test(draft.answer.trim())) return
  const first = draft.stem.indexOf('①')
  if (first <= 0) return
  const parts = draft.stem
    .slice(first)
    .split(/[①-⑩]\s*[.、]?/)
    .slice(1)
  draft.options = parts.map((text, index) => ({
    letter: letterAt(index),
    text: tidy(text).replace(/[；;]$/, ''),
  }))
  draft.stem = draft.stem.slice(0, first)
}

/** `（②）` in front of `①…②…` is the answer. */
function takeCircledAnswer(draft: RawQuestion): void {
  if (draft.answer !== null) return
  const [bracket, another] = [...draft.stem.matchAll(/[(（]\s*([①-⑩]+)\s*[)）]/g)]
  if (bracket === undefined || another !== undefined) return
  const behind = draft.stem.slice(bracket.index + bracket[0].length)
  if (!/①[\s\S]*②/.test(behind)) return
  draft.answer = bracket[1] ?? ''
  draft.stem = `${draft.stem.slice(0, bracket.index)}（ ）${behind}`
}

/** Options without any mark, where the answer names their letters. */
function takeBareOptions(draft: RawQuestion): void {
  if (draft.options.length > 0 || typeof draft.answer !== 'string') return
  const letters = lettersIn(draft.answer)
  const found = letters === null || draft.declared === 'fill' ? null : bareOptionsIn(draft.stem)
  if (found !== null) Object.assign(draft, found)
}

function takeInlineAnswer(draft: RawQuestion): void {
  if (draft.declared === 'essay') return
  if (draft.declared === 'fill') {
    const filled = draft.answer === null ? filledBlanks(draft.stem) : null
    if (filled !== null) {
      draft.stem = filled.stem
      draft.answer = filled.answers
    } else if (typeof draft.answer === 'string') draft.stem = emptied(draft.stem, draft.answer)
    return
  }
  const inline = inlineAnswer(draft.stem)
  if (inline === null && draft.declared === 'trueFalse' && draft.answer === null) {
    takeJudgement(draft)
    return
  }
  if (inline === null) {
    const typed = draft.answer === null ? optionTyped(draft.stem, draft.options) : null
    if (typed !== null) Object.assign(draft, typed)
    return
  }
  if (inline === 'unclear') {
    if (draft.answer === null)
      draft.problems.push(blocking('answerUnclear', '题干中有几个括号像是答案，请填写正确答案'))
    return
  }
  // 对 in a bracket answers no choice between four texts.
  const isOther = lettersIn(inline.answer) === null && draft.options.length > 0
  if (isOther && !isTruthPair(draft.options)) return
  const isAnswered = draft.answer !== null && draft.answer !== ''
  if (!isAnswered) {
    draft.stem = inline.stem
    draft.answer = inline.answer
    if (inline.reason !== '' && draft.explanation === '') draft.explanation = inline.reason
    return
  }
  if (!inline.isStrong) return
  const [typed, stated] = [inline.answer, String(draft.answer)]
  const isSame =
    (lettersIn(typed) !== null &&
      lettersIn(typed) === lettersIn(stated.split(/[\s.、:：]/)[0] ?? '')) ||
    (truthIn(typed) !== null && truthIn(typed)?.isTrue === truthIn(stated)?.isTrue)
  if (!isSame && draft.options.length === 0 && truthIn(stated) === null) return
  draft.stem = inline.stem
  if (!isSame)
    draft.problems.push(
      blocking(
        'answersDiffer',
        `题干中写的是“${typed}”，答案写的是“${stated.slice(0, 20)}”，请核对`,
      ),
    )
}

/** `…。（是）` and `…。 错误` at the end of what is known to be true or false. */
function takeJudgement(draft: RawQuestion): void {
  const bracket = /[(（]\s*(是|否|非|真|假|[10tfyn])\s*[)）]\s*[。.]?\s*$/i.exec(draft.stem)
  const bare = /(?:(?<=[。.；;！!])\s*(正确|错误|对|错)|\s*([√×✓✗✔✘]))\s*$/.exec(draft.stem)
  const found = bracket ?? bare
  if (found === null) return
  draft.answer = found[1] ?? found[2] ?? ''
  draft.stem = `${draft.stem.slice(0, found.index)}${bracket === null ? '' : '（ ）'}`
}

/** A fill-in whose brackets say what its answer says: they are emptied. */
function emptied(stem: string, answer: string): string {
  const parts = new Set(answer.split(/[;；、，,|\s]+/).map(sameness))
  return stem.replace(/[(（]([^()（）]{1,60})[)）]/g, (bracket, inside: string) =>
    sameness(inside) !== '' &&
    (parts.has(sameness(inside)) || sameness(inside) === sameness(answer))
      ? '（ ）'
      : bracket,
  )
}

/** Lines behind the stem of a choice without options are its options, to be confirmed. */
function takeUnletteredOptions(draft: RawQuestion): void {
  if (draft.options.length > 0 || draft.unlettered.length < 2) return
  const isChoice =
    draft.declared === 'single' || draft.declared === 'multiple' || draft.declared === 'choice'
  const answered = typeof draft.answer === 'string' ? lettersIn(draft.answer) : null
  if (!isChoice || answered === null) return
  draft.options = draft.unlettered.map((text, index) => ({ letter: letterAt(index), text }))
  draft.stem = draft.stem.split('\n').slice(0, -draft.unlettered.length).join('\n')
  draft.problems.push(blocking('optionLetters', '选项前没有字母，已按先后标上，请核对'))
}

function kindOfParts(written: string): QuestionKind | null {
  return written.split(/\s+/).every((part) => lettersIn(part)?.length === 1) ? 'single' : null
}

function kindOf(draft: RawQuestion, written: string): ReadQuestion['kind'] {
  const { declared, options } = draft
  if (declared !== null && declared !== 'choice') return declared
  if (isTruthPair(options)) return 'trueFalse'
  const letters = lettersOf(written, options).letters
  if (options.length > 0 || declared === 'choice') return letters.length > 1 ? 'multiple' : 'single'
  if (written === '') {
    if (/_{2,}|＿{2,}|[ \u3000\t]{4,}(?=\S)/.test(draft.stem)) return 'fill'
    return blanksIn(draft.stem) > 0 ? null : 'essay'
  }
  if (CLEAR_TRUTH.test(shapeOf(written)) && truthIn(written) !== null) return 'trueFalse'
  if (letters !== '') return letters.length > 1 ? 'multiple' : 'single'
  return blanksIn(draft.stem) > 0 ? 'fill' : 'essay'
}

function isTruthPair(options: readonly QuestionOption[]): boolean {
  // 1 and 0.5 are numbers to choose between.
  const truths = options.map(({ text }) => {
    const truth = /^[\d\s.]+$/.test(text) ? null : truthIn(text)
    return truth?.reason === '' ? truth.isTrue : undefined
  })
  return options.length === 2 && truths.includes(true) && truths.includes(false)
}

function lettersOf(
  written: string,
  options: readonly QuestionOption[],
): { letters: string; agrees: boolean } {
  const plain = lettersIn(
    written,
    options.map(({ letter }) => letter),
  )
  if (plain !== null) return { letters: plain, agrees: true }
  return lettersByText(written, options) ?? { letters: '', agrees: true }
}

function contentOf(
  draft: RawQuestion,
  kind: ReadQuestion['kind'],
  written: string,
): QuestionContent {
  const whole = plainText(draft.stem)
    .replace(JUNK, '')
    .replace(/^\s*\*{2,}\s*/, '')
  const stem = tidy(kind === 'trueFalse' ? takeTruthLines(whole) : whole)
  const options = draft.options.map(({ letter, text }) => ({ letter, text: tidy(plainText(text)) }))
  const explanation = tidy(plainText(draft.explanation))
  const empty = { stem, options: [], letters: '', isTrue: null, blanks: [], explanation }
  switch (kind) {
    case 'single':
    case 'multiple':
      return { ...empty, options, letters: lettersOf(written, options).letters }
    case 'trueFalse': {
      const truth = truthOf(written, options)
      const reason = truth === null || truth.reason === '' ? [] : [truth.reason]
      return {
        ...empty,
        isTrue: truth?.isTrue ?? null,
        explanation: [...reason, explanation].join('\n').trim(),
      }
    }
    case 'fill': {
      const count = blanksIn(draft.stem)
      const isList = Array.isArray(draft.answer)
      const blanks = isList
        ? (draft.answer as string[]).map((part) => blanksOf(part, 1)?.[0] ?? [])
        : (blanksOf(written, count) ?? (written === '' ? [] : (blanksOf(written, 1) ?? [])))
      // A gap that is to be filled in must stay visible when blanks are made single.
      return {
        ...empty,
        stem: tidy(plainText(draft.stem).replace(/(?<=\S)[ \u3000\t]{4,}(?=\S)/g, ' ____ ')),
        blanks,
      }
    }
    case 'essay':
    case null:
      return { ...empty, options }
  }
}

/** True/false by word, or by the letter of an option that says so. */
function truthOf(
  written: string,
  options: readonly QuestionOption[],
): { isTrue: boolean; reason: string } | null {
  const letter = options.length > 0 ? lettersOf(written, options).letters : ''
  const option = letter.length === 1 ? options.find((each) => each.letter === letter) : undefined
  return truthIn(option?.text ?? written)
}

function problemsOfAnswer(
  draft: RawQuestion,
  kind: ReadQuestion['kind'],
  content: QuestionContent,
  written: string,
): ReadQuestion['problems'] {
  const found = problemsOfQuestion(kind, content)
  const isRead = !found.some(({ code }) => code === 'answerMissing')
  const isOpen = draft.problems.some(({ code }) => code === 'answerUnclear')
  const rest = found.filter(({ code }) => code !== 'answerMissing')
  if (!isRead && isOpen) return rest
  if (!isRead && written !== '') return [...rest, unreadable(kind, written)]
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
