import type { Instant } from './organisation'

/**
 * The question bank of an organisation and the import of question files: actions `question.*`. Everything here
 * carries keys, so it is for those who write questions in that very organisation, never for members.
 */

export type QuestionKind = 'single' | 'multiple' | 'trueFalse' | 'fill'

/**
 * The right answer. Choices are positions in `options` as stored, from 0, ascending; of a true/false question 0
 * is 正确 and 1 is 错误. A fill-in has one list of accepted texts for each blank.
 */
export type QuestionKey = { choices: number[] } | { blanks: string[][] }

/** What a person writes of a question, whoever it comes from: a form, a file, a mended import. */
export interface QuestionText {
  kind: QuestionKind
  /** Up to 1,000 characters. Blanks of a fill-in are `____`, one for each list of accepted texts. */
  stem: string
  /** single 2–8, multiple 2–8; trueFalse and fill: empty. Up to 300 characters each. */
  options: string[]
  key: QuestionKey
  /** May be empty. Up to 2,000 characters. */
  explanation: string
}

/** A question of the bank. `_id` follows from organisation and content, so the same file adds nothing twice. */
export interface BankQuestion extends QuestionText {
  _id: string
  orgId: string
  orgName: string
  path: string[]
  /** Up to 30 characters, for instance 党史. */
  subject: string
  /** Same content, same id, in whichever organisation it stands. */
  contentId: string
  /** 可练习: may be in practice packs, whose keys are on phones. */
  practice: boolean
  state: 'inUse' | 'retired'
  /** Raised by every edit. An attempt keeps the version it was shown. */
  version: number
  /** Until then it belongs to a weekly five, unit or exam and is in nothing else; empty when free. */
  heldUntil: Instant | ''
  heldBy: string
  createdAt: Instant
  changedAt: Instant
}

/** A row of the bank's list. */
export type QuestionRow = Pick<
  BankQuestion,
  | '_id'
  | 'subject'
  | 'kind'
  | 'stem'
  | 'options'
  | 'key'
  | 'explanation'
  | 'practice'
  | 'state'
  | 'version'
  | 'changedAt'
> & {
  /** It is in a weekly five, unit or exam that is not over; until when. */
  heldUntil: Instant | null
}

export interface SubjectRow {
  subject: string
  /** Questions in use, by kind, and how many of them are 可练习. A cache, recounted after every change. */
  counts: Record<QuestionKind, number>
  practice: number
}

/** A subject as a quiz can be composed from it. */
export interface SubjectOffer extends SubjectRow {
  /** Of `counts`: in a quiz that is not over, and not to be had until then. Of the first 1,000 of the bank. */
  held: Record<QuestionKind, number>
}

/** One item of a file as it was understood. */
export interface ImportItem {
  /** From 0, in the order of the file. */
  index: number
  /** Where it stands, in the file's own terms: 第12行, 题库!A7. */
  place: string
  /**
   * `sound`: will be saved · `broken`: has problems and is not saved unless mended · `known`: already in the bank
   * · `skipped`: the author left it out.
   */
  state: 'sound' | 'broken' | 'known' | 'skipped'
  /** As far as it was understood; what is missing is empty. Never guessed. */
  question: {
    kind: QuestionKind | null
    stem: string
    options: string[]
    key: QuestionKey | null
    explanation: string
  }
  /** For people, each with what to do. `blocks`: until it is mended the item is broken; else it is worth a look. */
  problems: { blocks: boolean; text: string }[]
  /** From a column of the file, else what the author chose for all. */
  subject: string
  /** The item was changed by the author after it was read. */
  mended: boolean
}

export interface ImportSummary {
  total: number
  sound: number
  broken: number
  known: number
  skipped: number
  /** Sound items by kind. */
  byKind: Record<QuestionKind, number>
  /** Saving was started; nothing can be mended any more. */
  confirmed: boolean
  /** Problems of the file as a whole. */
  problems: { place: string; text: string }[]
  /** Lines that belong to no question, the first 50: titles, instructions. */
  leftOut: { place: string; text: string }[]
}

export interface QuestionContract {
  /** The 题库 page. Latest changed first, 20 after `before`; a search looks into stems, at most 40 characters. */
  'question.list': {
    input: {
      orgId: string
      subject: string | null
      kind: QuestionKind | null
      search: string
      retired: boolean
      before: { changedAt: Instant; id: string } | null
    }
    output: {
      questions: QuestionRow[]
      more: boolean
      /** With the first page only. */
      subjects: SubjectRow[]
      at: Instant
    }
    errors: never
  }
  /** Numbers only, for composing a quiz from rules. */
  'question.subjects': {
    input: { orgId: string }
    output: { subjects: SubjectOffer[] }
    errors: never
  }
  /** Adds one question. `exists`: the bank has this very content; answers its id and changes nothing. */
  'question.add': {
    input: { orgId: string; subject: string; question: QuestionText; practice: boolean }
    output: { questionId: string; version: number; state: 'added' | 'exists' }
    errors: 'contentRefused' | 'checkUnreachable'
  }
  /**
   * Changes a question. A changed key needs a `reason` (else `badInput` on `reason`) and re-scores every paper that
   * holds the question by a job; those whose result changes find it on Today.
   */
  'question.edit': {
    input: {
      questionId: string
      seenVersion: number
      subject: string
      question: QuestionText
      practice: boolean
      reason: string
    }
    output: { version: number; rescoring: boolean }
    errors: 'changedMeanwhile' | 'contentRefused' | 'checkUnreachable'
  }
  /** Takes a question out of use, or puts it back. Papers already made keep it. */
  'question.retire': {
    input: { questionId: string; retired: boolean }
    output: { version: number }
    errors: 'changedMeanwhile'
  }
  /** Marks up to 200 questions 可练习 or not, in one tap. Questions of another organisation are left alone. */
  'question.markPractice': {
    input: { orgId: string; questionIds: string[]; practice: boolean }
    output: { changed: number }
    errors: never
  }
  /**
   * The bank (or one subject) as an .xlsx that `question.check` reads back, 1,000 questions a file: call again with
   * `offset` + 1,000 while `more`. Logged.
   */
  'question.export': {
    input: { orgId: string; subject: string | null; offset: number }
    output: { name: string; base64: string; more: boolean }
    errors: never
  }

  /** The file to fill in, offered for download: the columns an import reads and an example of each kind. */
  'question.template': {
    input: { orgId: string }
    output: { name: string; base64: string }
    errors: never
  }
  /**
   * Reads an uploaded file (cloud path `question-files/…`; .docx .xlsx .xls .csv .txt, deleted once read) or pasted
   * text, and keeps what was understood. Nothing goes into the bank yet. `importId` is made by the phone: the same
   * id answers the same summary. Up to 10 MB and 5,000 questions; pasted text up to 20,000 characters.
   */
  'question.check': {
    input: {
      orgId: string
      importId: string
      subject: string
      source: { fileId: string; name: string } | { text: string }
    }
    output: { summary: ImportSummary; first: ImportItem[] }
    errors: 'fileUnreadable' | 'tooMany' | 'contentRefused' | 'checkUnreachable'
  }
  /** Items of a checked file, 50 from `offset`; `which` picks only one state. */
  'question.items': {
    input: {
      orgId: string
      importId: string
      which: 'all' | 'broken' | 'sound' | 'known' | 'skipped'
      offset: number
    }
    output: { summary: ImportSummary; items: ImportItem[]; more: boolean }
    errors: never
  }
  /** Mends one item in place (or leaves it out: `question: null`). Answers the item as it now stands. */
  'question.mend': {
    input: {
      orgId: string
      importId: string
      index: number
      question: QuestionText | null
    }
    output: { summary: ImportSummary; item: ImportItem }
    errors: 'busy' | 'contentRefused' | 'checkUnreachable'
  }
  /** Saves what is sound, by a job. A second tap starts nothing. Afterwards items can no longer be mended. */
  'question.confirm': {
    input: { orgId: string; importId: string; practice: boolean }
    output: { startedAt: Instant }
    errors: never
  }
  /** Where the saving stands. Each call also does a step, so a page that polls every second is quick. */
  'question.progress': {
    input: { orgId: string; importId: string }
    output: {
      state: 'notStarted' | 'running' | 'finished' | 'stuck'
      /** Items handled; `failed` of them could not be saved. */
      done: number
      failed: number
      total: number
      /** New in the bank, known when finished. */
      added: number
    }
    errors: never
  }
}
