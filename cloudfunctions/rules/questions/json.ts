import { fieldOf, type QuestionField } from './columns'
import { type DeclaredKind, kindNamed } from './kinds'
import type { RawQuestion } from './raw'
import { rawOfRecord } from './record'

const DEEPEST = 6

/** Questions of a JSON text that was parsed: objects in a list, wherever the list stands. `null` when there is none. */
export function readJson(value: unknown): RawQuestion[] | null {
  const questions: RawQuestion[] = []
  collect(value, null, '', 0, questions)
  return questions.length === 0 ? null : questions
}

function collect(
  value: unknown,
  declared: DeclaredKind | null,
  section: string,
  depth: number,
  into: RawQuestion[],
): void {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const kind = kindNamed(key)
      collect(inner, kind ?? declared, kind === null ? section : key, depth + 1, into)
    }
    return
  }
  for (const item of value) {
    const fields = isRecord(item) ? fieldsOf(item) : null
    if (fields === null) collect(item, declared, section, depth + 1, into)
    else into.push(rawOf(fields, `item ${into.length + 1}`, declared, section))
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object that has a stem and something else that a question has. */
function fieldsOf(item: Record<string, unknown>): Map<QuestionField, unknown> | null {
  const fields = new Map<QuestionField, unknown>()
  for (const [key, value] of Object.entries(item)) {
    const field = fieldOf(key)
    if (field !== null && !fields.has(field)) fields.set(field, value)
  }
  const has = (field: QuestionField) => fields.has(field)
  return has('stem') &&
    typeof fields.get('stem') === 'string' &&
    (has('answer') || has('options') || has('option 0') || has('kind'))
    ? fields
    : null
}

function rawOf(
  fields: ReadonlyMap<QuestionField, unknown>,
  place: string,
  declared: DeclaredKind | null,
  section: string,
): RawQuestion {
  const text = (field: QuestionField) => textOf(fields.get(field))
  const listed = optionTexts(fields.get('options'))
  const answer = fields.get('answer')
  return rawOfRecord({
    place,
    number: text('number'),
    kind: text('kind'),
    stem: text('stem'),
    optionText: listed === null ? text('options') : '',
    options: listed ?? Array.from({ length: 12 }, (_, index) => text(`option ${index}`)),
    answer: Array.isArray(answer) ? answersOf(answer) : text('answer'),
    isCounted: false,
    explanation: text('explanation'),
    subject: text('subject'),
    section,
    declared,
  })
}

/** Letters in a list are one answer; other texts are one per blank. */
function answersOf(answer: readonly unknown[]): string | string[] {
  const texts = answer.map(textOf)
  return texts.every((text) => /^[A-La-l]$/.test(text)) ? texts.join('') : texts
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return typeof value === 'number' ? String(value) : ''
}

/** Texts of `["a", "b"]`, `[{key, text}]` and `{A: "a", B: "b"}`, in the order of their letters. */
function optionTexts(value: unknown): string[] | null {
  if (isRecord(value)) {
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return entries.map(([, inner]) => textOf(inner))
  }
  if (!Array.isArray(value)) return null
  return value.map((option: unknown) => {
    if (!isRecord(option)) return textOf(option)
    const texts = Object.entries(option).filter(
      ([key, inner]) =>
        typeof inner === 'string' && !/^(?:key|letter|label|id|index|code|no)$/i.test(key),
    )
    return textOf(
      (texts.find(([key]) => /^(?:text|content|value|title|name|desc)$/i.test(key)) ??
        texts[0])?.[1],
    )
  })
}
