import type { BankProblem, QuestionOption } from '../../../typings/questions'
import { opensSecond, standAbove } from './ahead'
import { withKeyRows } from './key-rows'
import type { DeclaredKind } from './kinds'
import { legendIn } from './legend'
import type { NumberStyle } from './marks'
import { addStem } from './parts'
import type { Line, RawQuestion } from './raw'
import { plainText, tidy } from './text'
import type { Token } from './token'
import { tokensOf } from './tokens'

export interface RawBank {
  questions: RawQuestion[]
  problems: BankProblem[]
  leftOut: Line[]
}

/** What the last line added to. */
export type Mode = 'none' | 'stem' | 'options' | 'answer' | 'explanation' | 'meta'

/** Beyond this, a line of its own is a passage and no heading. */
export const LONGEST_TITLE = 30

/** What is known of a text up to the line that is being read. */
export class Reading {
  readonly tokens: Token[]
  readonly style: NumberStyle | null
  readonly bank: RawBank = { questions: [], problems: [], leftOut: [] }
  current: RawQuestion | null = null
  mode: Mode = 'none'
  kind: DeclaredKind | null = null
  section = ''
  subject = ''
  /** What the letters of true/false questions mean, said once for all. */
  legend: readonly QuestionOption[] = []
  /** The kind that stands above its question, and the one that waits for it. */
  kindAbove: DeclaredKind | null = null
  /** Index of the line being read. */
  at = 0
  lastNumber = 0
  /** Number of a list inside an explanation or an answer. */
  innerNumber = 0
  /** Whether a blank line or a rule stands before the line. */
  isApart = true
  isAfterRule = false
  /** Answers stand above their questions: the one that waits for its question. */
  answerAbove: string | null = null
  readonly answersFirst: boolean
  /** Blank lines stand between questions that have no numbers. */
  readonly usesBlanks: boolean
  /** Index of the first question that no key has answered yet. */
  unkeyed = 0

  constructor(lines: readonly Line[]) {
    const { tokens, style } = tokensOf(withKeyRows(lines))
    this.tokens = tokens
    this.style = style
    const answers = tokens.filter(({ label }) => label?.role === 'answer').length
    const gaps = tokens.filter(
      ({ isBlank, isRule }, index) => (isBlank || isRule) && tokens[index - 1]?.isBlank === false,
    ).length
    this.usesBlanks = gaps * 2 >= answers
    this.answersFirst = standAbove(tokens, style)
  }

  /** A heading: what follows is of its kind. */
  open(title: string, kind: DeclaredKind | null): void {
    this.section = title.replace(/\s*[(（].*$|[:：]\s*$/, '')
    this.kind = kind
    this.legend = kind === 'trueFalse' ? legendIn(title) : []
    this.current = null
    this.mode = 'none'
    this.lastNumber = 0
  }

  /** A question begins. */
  start(place: string, number: string, stem: string): void {
    this.current = {
      place,
      number,
      declared: this.kindAbove ?? this.kind,
      stem: '',
      options: [],
      answer: this.answerAbove,
      explanation: '',
      subject: this.subject,
      section: this.section,
      unlettered: [],
      legend: this.legend,
      problems: [],
    }
    this.answerAbove = null
    this.kindAbove = null
    this.bank.questions.push(this.current)
    this.mode = 'stem'
    this.innerNumber = 0
    this.addStem(this.current, stem)
  }

  addStem(question: RawQuestion, text: string): void {
    if (addStem(question, text, opensSecond(this.tokens, this.at))) this.mode = 'options'
  }

  /** A short line of its own is the heading of what follows; others belong to nothing. */
  leaveOut(token: Token): void {
    const title = tidy(plainText(token.text))
    this.current = null
    this.mode = 'none'
    if (title.length <= LONGEST_TITLE && !/[。；，,;]$|^[请用根阅]/.test(title))
      this.section = title.replace(/[:：]$/, '')
    if (this.kind === 'trueFalse' && this.legend.length === 0) this.legend = legendIn(title)
    this.bank.leftOut.push({ place: token.place, text: title })
  }
}
