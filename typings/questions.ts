/** What members can be asked and the server can score. */
export type QuestionKind = 'single' | 'multiple' | 'trueFalse' | 'fill'

/** `letter` is `A` … `Z`; the text carries no letter. */
export interface QuestionOption {
  letter: string
  text: string
}

/**
 * What a question asks and what is right. What does not belong to the kind is empty: `letters` (`'ACD'`, in order) is for
 * single and multiple choice, `isTrue` for true/false, `blanks` for fill-in: one list per blank, each with
 * the strings that count as right (compared after trimming, NFKC and case folding).
 */
export interface QuestionContent {
  stem: string
  options: QuestionOption[]
  letters: string
  isTrue: boolean | null
  blanks: string[][]
  explanation: string
}

export type QuestionProblemCode =
  /** The file names no answer. */
  | 'answerMissing'
  /** The answer names an option that the question does not have, or is none of the kind. */
  | 'answerNoOption'
  /** An answer is there but can be read in more than one way, or in none. */
  | 'answerUnclear'
  /** Two places of the file answer differently, or letter and text of an answer do not agree. */
  | 'answersDiffer'
  /** Single choice with several right letters. */
  | 'severalAnswers'
  /** Multiple choice with one right letter. */
  | 'oneAnswer'
  | 'optionsMissing'
  /** Letters repeat, skip, or had to be supplied. */
  | 'optionLetters'
  /** Two options say the same. */
  | 'optionsSame'
  | 'stemMissing'
  /** Longer than a screen can show. */
  | 'tooLong'
  /** The kind can be neither read nor inferred, or the file names one that we do not know. */
  | 'kindUnknown'
  /** A short essay: listed, never imported. */
  | 'essay'
  /** One number with several sub-questions. */
  | 'severalQuestions'
  /** The number of blanks and of answers differ. */
  | 'blanksDiffer'
  /** The same question stands further up. */
  | 'duplicate'
  /** The same stem stands further up, with another kind or other options. */
  | 'sameStem'
  /** The same number stands further up in the same section. */
  | 'sameNumber'

export interface QuestionProblem {
  code: QuestionProblemCode
  /** Whether the question can be imported only after mending; false: it is worth a look. */
  blocks: boolean
  /** What is wrong and what to do about it, in Chinese. */
  text: string
}

/** A question of a file as far as it was understood. One without a blocking problem is whole. */
export interface ReadQuestion extends QuestionContent {
  /** `P88` paragraph of a Word file, `Sheet1!2` row of a sheet, `line 12` of a text, `item 3` of a JSON text. */
  place: string
  /** As the file numbers it; empty when it does not. */
  number: string
  kind: QuestionKind | 'essay' | null
  /** The answer as the file writes it; empty when there is none. */
  answer: string
  /** From a column of the file; empty when it has none. */
  subject: string
  /** The heading above it; empty when there is none. */
  section: string
  problems: QuestionProblem[]
}

/** What is wrong with a part of a file that is no question. */
export interface BankProblem {
  code:
    | 'empty'
    | 'noHeader'
    /** A key at the end answers a number that no question has. */
    | 'keyUnmatched'
    | 'tooManyRows'
  place: string
  text: string
}

export interface ReadBank {
  /** In the order of the file; those with problems and essays among them. */
  questions: ReadQuestion[]
  problems: BankProblem[]
  /** Lines that belong to no question: titles, instructions, passages. */
  leftOut: { place: string; text: string }[]
}
