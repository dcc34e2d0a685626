import type { BankProblem } from '../../../typings/questions'
import { endOfKey, looksAsked, opensSecond, standAbove } from './ahead'
import { lettersIn, truthIn } from './answers'
import { inlineAnswer } from './inline'
import { entriesOf, readKey } from './key'
import { matchKey } from './key-match'
import { withKeyRows } from './key-rows'
import { type DeclaredKind, kindNamed } from './kinds'
import type { NumberStyle } from './marks'
import { markInside, type OptionMark, optionsOfLine } from './options'
import {
  addAnswer,
  addExplanation,
  addStem,
  continueAnswer,
  continueOption,
  isObjective,
  openOptions,
  takeFromSecond,
} from './parts'
import type { Line, RawQuestion } from './raw'
import { plainText, tidy } from './text'
import { type Token, tokensOf } from './tokens'

export interface RawBank {
  questions: RawQuestion[]
  problems: BankProblem[]
  leftOut: Line[]
}

/** What the last line added to. */
type Mode = 'none' | 'stem' | 'options' | 'answer' | 'explanation' | 'meta'

/** Beyond this, a line of its own is a passage and no heading. */
const LONGEST_TITLE = 30
/** Questions numbered `一、`, as headings are. */
const ORDINAL = /^\s*[一二三四五六七八九十]{1,3}\s*[、.．]\s*(?=\S)/
/** Numbers may skip, as in a bank from which questions were removed. */
const WIDEST_SKIP = 100

/** Reads a text line by line: what stands where decides, not how a certain bank looks. */
export function readLines(lines: readonly Line[]): RawBank {
  return new LineReader(lines).read()
}

class LineReader {
  private readonly tokens: Token[]
  private readonly style: NumberStyle | null
  private readonly bank: RawBank = { questions: [], problems: [], leftOut: [] }
  private current: RawQuestion | null = null
  private mode: Mode = 'none'
  private kind: DeclaredKind | null = null
  private section = ''
  private subject = ''
  /** Index of the line being read. */
  private at = 0
  private lastNumber = 0
  /** Number of a list inside an explanation or an answer. */
  private innerNumber = 0
  /** Whether a blank line or a rule stands before the line. */
  private isApart = true
  private isAfterRule = false
  /** Answers stand above their questions: the one that waits for its question. */
  private answerAbove: string | null = null
  private readonly answersFirst: boolean
  /** Blank lines stand between questions that have no numbers. */
  private readonly usesBlanks: boolean
  /** Index of the first question that no key has answered yet. */
  private unkeyed = 0

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

  read(): RawBank {
    for (let index = 0; index < this.tokens.length; index += 1) {
      const token = this.tokens[index]
      if (token === undefined) continue
      if (token.isBlank || token.isRule) {
        // A score stands between the lines of one question.
        if (token.isRule || token.shape.trim() === '') this.isApart = true
        if (token.isRule) this.isAfterRule = true
        continue
      }
      this.at = index
      index = this.take(token, index)
      this.isApart = false
      this.isAfterRule = false
    }
    return this.bank
  }

  /** Takes one line, or several of a key; answers the index of the last taken. */
  private take(token: Token, index: number): number {
    const { heading, label } = token
    if (heading !== null && !this.isPerQuestion(token, index)) {
      if (heading.isKey) return this.takeKey(index + 1)
      this.open(heading.title, heading.kind)
      return index
    }
    if (label?.role === 'answer' && this.isKeyLine(token)) return this.takeKey(index)
    if (this.startsNumbered(token, index)) this.startNumbered(token)
    else if (label !== null) this.takeLabel(token)
    else if (token.option !== null && this.takesOption(token)) this.takeOptions(token)
    else if (this.current === null && this.isBareKey(token)) return this.takeKey(index)
    else this.takeText(token)
    return index
  }

  private open(title: string, kind: DeclaredKind | null): void {
    this.section = title.replace(/\s*[(（].*$|[:：]\s*$/, '')
    this.kind = kind
    this.current = null
    this.mode = 'none'
    this.lastNumber = 0
  }

  // Answers that stand apart

  /** `参考答案：` alone may open the answer of one question or of all. */
  private isPerQuestion(token: Token, index: number): boolean {
    if (token.heading?.isKey !== true) return false
    if (this.pending() < 2) return true
    const next = this.tokens.slice(index + 1, index + 12).find(({ isBlank }) => !isBlank)
    if (next === undefined) return true
    const text = next.text.slice(next.label?.role === 'answer' ? next.label.to : 0)
    return next.heading === null && entriesOf({ place: next.place, text }).length === 0
  }

  /** Questions at the end that have no answer yet; more than one is enough. */
  private pending(): number {
    let count = 0
    for (let at = this.bank.questions.length - 1; at >= this.unkeyed && count < 2; at -= 1) {
      const question = this.bank.questions[at]
      if (question?.answer !== null || inlineAnswer(question.stem) !== null) break
      count += 1
    }
    return count
  }

  /** `答案：1-5 ABCDA`, `参考答案：1.A 2.B 3.C`. */
  private isKeyLine(token: Token): boolean {
    const rest = token.text.slice(token.label?.to ?? 0)
    return this.pending() > 1 && entriesOf({ place: token.place, text: rest }).length > 1
  }

  /** A key without a heading, behind a heading of its own or at the end. */
  private isBareKey(token: Token): boolean {
    const entries = entriesOf(token)
    const areAnswers = entries.every(
      ({ answer }) => lettersIn(answer) !== null || truthIn(answer)?.reason === '',
    )
    return this.pending() > 1 && entries.length > 1 && areAnswers
  }

  private takeKey(from: number): number {
    const to = endOfKey(this.tokens, from, this.style)
    const lines = this.tokens.slice(from, to).flatMap((token) => {
      if (token.isBlank || token.isRule) return []
      const text =
        to - from > 0 && token === this.tokens[from] && token.label?.role === 'answer'
          ? token.text.slice(token.label.to)
          : token.text
      return [{ place: token.place, text }]
    })
    const questions = this.bank.questions.slice(this.unkeyed)
    this.bank.problems.push(...matchKey(readKey(lines), questions))
    this.unkeyed = this.bank.questions.length
    this.open('', null)
    return to - 1
  }

  // Questions

  private startsNumbered(token: Token, index: number): boolean {
    const { number } = token
    if (number === null || number.style !== this.style) return false
    const { value } = number
    const follows = value === this.lastNumber + 1
    if (number.isDecimal || number.style === 'gap')
      return follows || (value === 1 && this.current === null)
    const isInText = this.mode === 'answer' || this.mode === 'explanation'
    if (isInText && value === this.innerNumber + 1) {
      const isList = !looksAsked(this.tokens, index, this.style)
      if (isList) this.innerNumber = value
      return !isList
    }
    if (follows) return true
    if (this.mode === 'none' || this.isAfterRule) return true
    const isQuestion = looksAsked(this.tokens, index, this.style)
    if (!isQuestion && isInText && value === 1) this.innerNumber = 1
    const isNear = value > this.lastNumber && value <= this.lastNumber + WIDEST_SKIP
    return isQuestion || (isNear && !isInText && this.mode !== 'stem')
  }

  private startNumbered(token: Token): void {
    const { number } = token
    if (number === null) return
    this.lastNumber = number.value
    const lead = /^\s*(?:\[[^\]]{1,8}\]|\([^()]{0,8}\))\s*(?=\d)/.exec(token.shape)?.[0] ?? ''
    this.start(
      token.place,
      String(number.value),
      `${token.text.slice(0, lead.length)}${token.text.slice(number.to)}`,
    )
  }

  private start(place: string, number: string, stem: string): void {
    this.current = {
      place,
      number,
      declared: this.kind,
      stem: '',
      options: [],
      answer: this.answerAbove,
      explanation: '',
      subject: this.subject,
      section: this.section,
      unlettered: [],
      problems: [],
    }
    this.answerAbove = null
    this.bank.questions.push(this.current)
    this.mode = 'stem'
    this.innerNumber = 0
    this.addStem(this.current, stem)
  }

  private addStem(question: RawQuestion, text: string): void {
    if (addStem(question, text, opensSecond(this.tokens, this.at))) this.mode = 'options'
  }

  // Parts of a question

  private takeLabel(token: Token): void {
    const { label, text, place } = token
    if (label === null) return
    const rest = text.slice(label.to)
    const question = this.current
    switch (label.role) {
      case 'stem':
        if (question !== null && question.stem === '' && question.answer === null)
          this.addStem(question, rest)
        else this.start(place, '', rest)
        this.mode = this.mode === 'options' ? 'options' : 'stem'
        return
      case 'subject':
        this.subject = rest.trim()
        this.mode = 'meta'
        return
      case 'kind': {
        const kind = kindNamed(rest)
        if (question !== null) question.declared = kind ?? question.declared
        this.mode = 'meta'
        return
      }
      case 'options':
        this.mode = question !== null && openOptions(question, rest) ? 'options' : 'stem'
        return
      case 'answer':
        if (this.answersFirst) {
          this.answerAbove = rest.trim()
          this.current = null
          this.mode = 'none'
        } else if (question === null) this.bank.leftOut.push({ place, text })
        else {
          addAnswer(question, rest)
          this.mode = 'answer'
        }
        return
      case 'explanation':
        if (question === null) this.bank.leftOut.push({ place, text })
        else {
          question.explanation =
            question.explanation === '' ? rest.trim() : `${question.explanation}\n${rest.trim()}`
          this.mode = 'explanation'
        }
        return
      case 'other':
        this.mode = 'meta'
    }
  }

  private takesOption(token: Token): boolean {
    const { option } = token
    const question = this.current
    if (option === null || question === null) return false
    if (this.mode === 'answer' && question.answer === '') return false
    if (this.mode === 'explanation') return false
    if (this.mode === 'answer' && !this.opensBehindAnswer(token, option, question)) return false
    const expected = question.options.length
    const index = option.letter.charCodeAt(0) - 65
    if (option.letter === 'A' && expected === 0) return true
    if (option.isBare) return index === expected
    return expected > 0 || index === 0
  }

  /** Options may stand behind an answer of letters: the first, with its second behind it. */
  private opensBehindAnswer(token: Token, option: OptionMark, question: RawQuestion): boolean {
    if (option.letter !== 'A' || option.isBare || question.options.length > 0) return false
    if (typeof question.answer !== 'string' || lettersIn(question.answer) === null) return false
    return markInside(token.shape, 'B', option.to) !== null || opensSecond(this.tokens, this.at)
  }

  private takeOptions(token: Token): void {
    const question = this.current
    const { option } = token
    if (question === null || option === null) return
    question.options.push(...optionsOfLine(token.text, option))
    this.mode = 'options'
  }

  private takeText(token: Token): void {
    const question = this.current
    const { text, place } = token
    if (question === null) {
      if (this.startsUnnumbered(token)) this.start(place, '', text.replace(ORDINAL, ''))
      else this.leaveOut(token)
      return
    }
    if (this.isSubQuestion(token)) {
      question.stem += `\n${text.trim()}`
      this.mode = 'stem'
      return
    }
    if (this.opensAnother(token, question)) {
      if (token.next === 'option' || token.next === 'answer' || inlineAnswer(text) !== null)
        this.start(place, '', text.replace(ORDINAL, ''))
      else this.leaveOut(token)
      return
    }
    this.continueWith(question, token)
  }

  /** `（2）…` with options of its own under a number that had options already. */
  private isSubQuestion({ number, next }: Token): boolean {
    const isOther = number !== null && this.style !== null && number.style !== this.style
    return this.mode === 'options' && isOther && next === 'option'
  }

  private continueWith(question: RawQuestion, { text, isParagraph = false }: Token): void {
    const line = text.trim()
    switch (this.mode) {
      case 'options':
        continueOption(question, line, isParagraph)
        return
      case 'answer':
        continueAnswer(question, line)
        return
      case 'explanation':
        addExplanation(question, line)
        return
      case 'meta':
      case 'none':
        this.bank.leftOut.push({ place: question.place, text: line })
        return
      case 'stem': {
        const before = inlineAnswer(question.stem)
        const isJudged = before !== null && before !== 'unclear' && truthIn(before.answer) !== null
        if (isJudged) addExplanation(question, line)
        else if (takeFromSecond(question, text)) this.mode = 'options'
        else {
          if (question.stem !== '') question.unlettered.push(line)
          this.addStem(question, text)
        }
      }
    }
  }

  /** Whether a text line behind a question is no part of it any more. */
  private opensAnother(token: Token, question: RawQuestion): boolean {
    const isAsked = token.next === 'option' || token.next === 'answer'
    const isNumbered = this.style !== null
    if (this.isAfterRule) return question.stem !== ''
    switch (this.mode) {
      case 'meta':
        return !isNumbered || this.isApart
      case 'none':
        return true
      case 'stem': {
        const inline = inlineAnswer(question.stem)
        if (inline !== null && inline !== 'unclear' && !isNumbered)
          return token.next !== 'option' || this.isApart
        if (!this.isApart || question.stem === '') return false
        return !isAsked && (inline !== null || isNumbered)
      }
      case 'options':
        if (token.next === 'option') return true
        return this.isApart && token.next !== 'answer'
      case 'answer':
        if (question.answer === null || question.answer === '') return false
        if (!isNumbered) return isAsked && (this.isApart || !this.usesBlanks)
        return this.isApart && (isAsked || isObjective(question))
      case 'explanation':
        if (!isNumbered) return isAsked && (this.isApart || !this.usesBlanks)
        return this.isApart && isAsked
    }
  }

  private startsUnnumbered(token: Token): boolean {
    if (inlineAnswer(token.text) !== null && token.text.trim().length > 6) return true
    const isTitle =
      this.bank.questions.length === 0 &&
      token.text.trim().length <= LONGEST_TITLE &&
      !/[。？?：:（(]/.test(token.text)
    const following = this.tokens[token.index + 1]
    if (
      isTitle &&
      (following === undefined ||
        following.isBlank ||
        (following.label === null && following.option === null))
    )
      return false
    return token.next === 'option' || token.next === 'answer'
  }

  /** A short line of its own is the heading of what follows; others belong to nothing. */
  private leaveOut(token: Token): void {
    const title = tidy(plainText(token.text))
    this.current = null
    this.mode = 'none'
    if (title.length <= LONGEST_TITLE && !/[。；，,;]$|^[请用根阅]/.test(title))
      this.section = title.replace(/[:：]$/, '')
    this.bank.leftOut.push({ place: token.place, text: title })
  }
}
