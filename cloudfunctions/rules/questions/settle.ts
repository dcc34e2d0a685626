import type { ReadQuestion } from '../../../typings/questions'
import { problemsOfAnswer } from './answer-problems'
import { blocking } from './check'
import { contentOf } from './content'
import { kindOf, kindOfParts } from './kind-of'
import { kindTag } from './kinds'
import type { RawQuestion } from './raw'
import { problemsOfResidue } from './residue'
import { plainText, shapeOf, tidy } from './text'
import { takeAnswerBehindOptions, takeTickedOptions } from './ticked-options'
import { takeInlineAnswer } from './typed-answer'
import { takeBareOptions, takeCircledOptions, takeUnletteredOptions } from './unmarked-options'

/** Decides kind and answer of a question from what its place in the file shows. Nothing is guessed: what is open is a problem. */
export function settle(raw: RawQuestion): ReadQuestion {
  const draft = { ...raw, problems: [...raw.problems] }
  takeTags(draft)
  takeCircledOptions(draft)
  takeBareOptions(draft)
  takeInlineAnswer(draft)
  takeUnletteredOptions(draft)
  takeAnswerBehindOptions(draft)
  takeTickedOptions(draft)
  takeLegend(draft)
  const written = writtenAnswer(draft.answer)
  const parts = draft.options.filter(({ letter }) => letter === 'A').length
  const kind = parts > 1 ? kindOfParts(written) : kindOf(draft, written)
  const content = contentOf(draft, kind, written)
  const problems = [...draft.problems]
  if (parts > 1)
    problems.push(blocking('severalQuestions', `一个题号下有${parts}个小题，请拆成${parts}道题`))
  else
    problems.push(
      ...problemsOfResidue({
        kind,
        ...content,
        options: kind === 'single' || kind === 'multiple' ? draft.options : [],
      }),
      ...problemsOfAnswer(draft, kind, content, written),
    )
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

/** Letters of true/false questions mean what the heading says. */
function takeLegend(draft: RawQuestion): void {
  if (draft.declared === 'trueFalse' && draft.options.length === 0)
    draft.options = [...draft.legend]
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
