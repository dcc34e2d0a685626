import { bothInOne } from './both-in-one'
import type { Header, QuestionField } from './columns'
import { type DeclaredKind, kindNamed } from './kinds'
import type { RawQuestion } from './raw'
import { rawOfRecord } from './record'

/** A row of a table of questions. */
export interface Row {
  texts: readonly string[]
  /** With the value of merged cells in all of them. */
  whole: readonly string[]
  place: string
  isCounted: boolean
}

/** The question that a row holds under its header. */
export function rawOfRow(
  { texts, whole, place, isCounted }: Row,
  header: Header,
  section: string,
  declared: DeclaredKind | null,
): RawQuestion {
  const text = (field: QuestionField) => texts[header.get(field)?.[0] ?? -1] ?? ''
  const shared = (field: QuestionField) => whole[header.get(field)?.[0] ?? -1] ?? ''
  const several = (header.get('options')?.length ?? 0) > 1
  const apart = several
    ? (header.get('options') ?? []).map((column) => texts[column] ?? '')
    : Array.from({ length: 12 }, (_, index) => text(`option ${index}`))
  const answers = (header.get('answer') ?? [])
    .map((column) => texts[column] ?? '')
    .filter((answer) => answer !== '')
  const both = bothInOne(text('answerAndExplanation'))
  if (answers.length === 0 && both.answer !== '') answers.push(both.answer)
  const kindText = shared('kind')
  const subject = shared('subject')
  const fromSubject = header.has('kind') ? null : kindNamed(subject)
  return rawOfRecord({
    place,
    number: text('number'),
    kind: kindText,
    stem: text('stem'),
    optionText: several ? '' : text('options'),
    options: apart,
    answer: answers.length > 1 ? answers : (answers[0] ?? ''),
    isCounted,
    explanation: text('explanation') || both.explanation,
    subject: fromSubject === null ? subject : '',
    section,
    declared: fromSubject ?? declared,
  })
}

/** Options of one question in rows below each other. */
export function continuesOptions(texts: readonly string[], header: Header): boolean {
  const column = header.get('options')?.[0]
  return column !== undefined && texts.every((text, index) => text === '' || index === column)
}

/** A row that fills neither stem nor options nor answer asks nothing. */
export function isRemark(raw: RawQuestion, header: Header): boolean {
  const isBare = raw.options.length === 0 && raw.answer === null
  return (
    isBare &&
    (raw.stem.trim() === '' ||
      (header.has('answer') &&
        raw.declared === null &&
        /^(?:说明|备注|注[:：]|填写说明|示例)/.test(raw.stem)))
  )
}
