import type { AskCard, NudgeChoice, NudgeResult, OwnCount, ProgressRow } from './ask'
import type { Audience, NoticeFile, Paragraph } from './notice'
import type { Instant, LocalDate, OrganisationLevel } from './organisation'
import type { PageMark } from './page'
import type { QuestionKey, QuestionKind } from './question-bank'

/**
 * Study: weekly five, units, exams, practice packs, mistake book and credit hours: actions `study.*`.
 *
 * A *quiz* is any of weekly five, unit and exam. Publishing fixes its papers on the server; a person's *attempt* is
 * one document. A key or an explanation reaches a phone in four ways only: of a weekly five or unit, for a question
 * the person has answered; of an exam, after `releaseAt`; of the mistake book, for a question the person has just
 * answered; and in practice packs, whose questions are in no quiz that is not over.
 */

export type QuizKind = 'weekly' | 'unit' | 'exam'

/** Which questions: so many of each subject and kind from the organisation's own bank, or these. */
export type QuestionChoice =
  | { rules: { subject: string; kind: QuestionKind; count: number }[] }
  | { questionIds: string[] }

/** What an author writes. `closesAt`: nobody starts afterwards; it is the deadline on Today. */
interface QuizCommon {
  title: string
  audience: Audience
  /** `null`: at once. */
  publishAt: Instant | null
  closesAt: Instant
  choice: QuestionChoice
}

/** weekly 1–10 questions, unit 1–10, exam 1–100. */
export type QuizDraft = QuizCommon &
  (
    | { kind: 'weekly' }
    | { kind: 'unit'; material: UnitMaterial; hours: number }
    | { kind: 'exam'; terms: ExamTerms }
  )

export interface UnitMaterial {
  /** Shown as a notice's text is. May be empty when there is a file or a link. */
  body: Paragraph[]
  /** Documents, uploaded as those of notices (cloud path `notice-files/…`); no images. */
  files: NoticeFile[]
  /** WeChat opens no foreign page, so a link is shown to be copied. */
  link: { title: string; url: string } | null
}

export interface ExamTerms {
  /** Length of every attempt, 1–300, whenever it starts before `closesAt`: everybody has the same time. */
  minutes: number
  /** 1–10. The first counts, the others are practice. */
  attempts: number
  /** Percent of all points, 1–100. */
  passMark: number
  /** 计分: announced to everybody beforehand. Only then does a secretary see scores. */
  rated: boolean
  /** Points of one question of each kind, 1–100. */
  points: Record<QuestionKind, number>
  /** 1–32 different papers from the rules; a person's is chosen by hash. With fixed questions: 1. */
  papers: number
}

/** What everybody who is asked may know. */
export interface QuizView {
  quizId: string
  kind: QuizKind
  title: string
  orgId: string
  orgName: string
  publishAt: Instant
  closesAt: Instant
  /** Results and explanations of an exam come now; of the others the day everything is shown. */
  releaseAt: Instant
  /** In one paper. */
  questions: number
  /** All points of a paper; of weekly and unit one for each question. */
  points: number
  /** 学时 of a unit, else 0. */
  hours: number
  /** Of an exam only. */
  terms: Omit<ExamTerms, 'papers'> | null
  state: 'published' | 'withdrawn'
}

/** A question as a phone may have it before it is answered: no key, no explanation. */
export interface ShownQuestion {
  /** Its place in the paper, from 0; answers name it. */
  position: number
  kind: QuestionKind
  stem: string
  /** In the order to be shown. `choice` is what an answer names; the letters A, B … are the page's. */
  options: { choice: number; text: string }[]
  /** Fields to fill in; 0 unless `kind` is `fill`. */
  blanks: number
  points: number
}

/** What a person answers: `choice`s of options, or one text for each blank (up to 200 characters each). */
export type Given = { choices: number[] } | { texts: string[] }

/** An answer as saved. `seq` counts the taps of this attempt, from 1: of two the higher stands. */
export interface SavedAnswer {
  position: number
  given: Given
  seq: number
}

/** How a question was answered, once the person may know. `key.choices` name `choice`s. */
export interface Marked {
  position: number
  right: boolean
  key: QuestionKey
  explanation: string
}

/**
 * `open`: goes on · `submitted`: handed in by the person · `timedOut`: past `endsAt` and the grace of ten minutes,
 * which hands it in as it was saved.
 */
export type AttemptState = 'open' | 'submitted' | 'timedOut'

export interface AttemptView {
  /** 1, 2, … of this person and quiz. */
  number: number
  state: AttemptState
  /** Counts for the result: the first of a rated exam. */
  rated: boolean
  startedAt: Instant
  /** Of the exam: start + minutes. Of weekly and unit: `closesAt`. */
  endsAt: Instant
  /** Answers still arrive until here: `endsAt` + 10 minutes. Nothing later is rated. */
  graceUntil: Instant
  submittedAt: Instant | null
  answered: number
  /** `null` until it is submitted and may be known. */
  score: Score | null
}

export interface Score {
  right: number
  questions: number
  points: number
  total: number
  /** Of an exam; `null` otherwise. */
  passed: boolean | null
}

/** One line of the 学习 tab: what is asked, and how far the person is. */
export interface StudyCard {
  card: AskCard
  quiz: QuizView
  /** The first attempt; `null` when not started. */
  attempt: AttemptView | null
}

export interface StudyHome {
  /** Asked, open and not done, most urgent first. */
  todo: StudyCard[]
  /** Done and not over yet, newest first; an exam's result waits here until `releaseAt`. */
  done: StudyCard[]
  /** Due today in the mistake book, counted to 50. */
  mistakesDue: number
  credits: { year: number; hours: number; required: number }
  /** What can be practised, of the own branch and its superiors. */
  subjects: PackSubject[]
  /** Organisations whose quizzes and questions the caller may write. */
  writes: { orgId: string; orgName: string }[]
  /** Organisations whose people the caller follows up. */
  follows: { orgId: string; orgName: string }[]
  at: Instant
}

/** A subject of one organisation's bank with 可练习 questions. */
export interface PackSubject {
  orgId: string
  orgName: string
  subject: string
  questions: number
}

/** A question of a practice pack. `seal` holds key and explanation: `openSeal` of `rules/study/seal` reads it. */
export interface PackQuestion {
  questionId: string
  kind: QuestionKind
  stem: string
  options: string[]
  blanks: number
  seal: string
}

export interface MistakeQuestion {
  questionId: string
  /** Reviews so far; an answer names it, so that a repeat counts once. */
  reviews: number
  kind: QuestionKind
  subject: string
  stem: string
  options: { choice: number; text: string }[]
  blanks: number
}

/** One entry of the year's hours. `recordId` finds what it came from. */
export interface CreditEntry {
  entryId: string
  source: 'unit' | 'lecture' | 'correction'
  recordId: string
  title: string
  hours: number
  at: Instant
  /** Of a correction, and of hours for somebody a host entered by hand. */
  reason?: string
  byName?: string
}

export interface PersonResult {
  memberId: string
  name: string
  state: 'notJoined' | 'notStarted' | 'started' | 'done' | 'recorded'
  /** Only of an exam announced as rated, after `releaseAt`. */
  score: Score | null
}

export interface WrongQuestion {
  questionId: string
  kind: QuestionKind
  stem: string
  answered: number
  wrong: number
}

export interface StudyContract {
  /** The 学习 tab in one call. */
  'study.home': { input: Record<never, never>; output: StudyHome; errors: never }

  /**
   * Fixes the papers and asks the audience. `quizId` is made by the phone. Up to a few seconds for 32 papers.
   * `notEnough` (detail `subject`, `kind`, `have`, `need`): the bank has too few free questions of a rule; a question
   * that is in another quiz that is not over is not free. `busy`: somebody else took the same questions just now.
   */
  'study.publish': {
    input: { quizId: string; orgId: string; quiz: QuizDraft; filesConfirmed: boolean }
    output: { quiz: QuizView }
    errors: 'tooMany' | 'notEnough' | 'busy' | 'contentRefused' | 'checkUnreachable'
  }
  /** Takes a quiz back; its questions stay held until it would have been over. */
  'study.withdraw': {
    input: { quizId: string; reason: string }
    output: { at: Instant }
    errors: never
  }
  /** What an organisation published, newest first, 20 at a time. `before` is `next` of the page before. */
  'study.published': {
    input: { orgId: string; before: PageMark | null }
    output: { quizzes: QuizView[]; next: PageMark | null; at: Instant }
    errors: never
  }

  /** The page before an exam starts, and after it: terms, own attempts, what may be done now. */
  'study.open': {
    input: { quizId: string }
    output: {
      quiz: QuizView
      attempts: AttemptView[]
      /** What `study.start` would be called with now; `null` when nothing can be started. An open one is resumed. */
      next: { attempt: number; resumes: boolean } | null
      mayFollowUp: { orgId: string; orgName: string }[]
      mayEdit: boolean
      at: Instant
    }
    errors: 'notAsked' | 'withdrawn'
  }
  /**
   * Starts or resumes an attempt, on whichever phone. The page of a weekly five and of a unit calls this at once with
   * `attempt: 1`. `at` is the server's clock: count down with `graceUntil` and `endsAt` against it, never with the
   * phone's. `seq`: the next tap has `seq` + 1. An attempt that is over answers with its state and no way to go on.
   */
  'study.start': {
    input: { quizId: string; attempt: number }
    output: {
      quiz: QuizView
      attempt: AttemptView
      questions: ShownQuestion[]
      answers: SavedAnswer[]
      seq: number
      /**
       * Of weekly and unit: the questions answered so far, but for those that are in an exam that asks this person
       * now. Of an exam always empty; see `study.result`.
       */
      marked: Marked[]
      /** Of a unit. */
      material: UnitMaterial | null
      at: Instant
    }
    errors:
      | 'notAsked'
      | 'withdrawn'
      | 'notOpen'
      | 'deadlinePassed'
      | 'attemptOpen'
      | 'noAttemptsLeft'
  }
  /**
   * Keeps answers of an exam, at most one call per 10 s and on hide. Any order and any repeat give the same: per
   * question the higher `seq` stands. Answers what stands now, also from another phone.
   */
  'study.save': {
    input: { quizId: string; attempt: number; answers: SavedAnswer[] }
    output: { answers: SavedAnswer[]; seq: number; at: Instant }
    errors: 'attemptOver' | 'alreadySubmitted' | 'busy'
  }
  /**
   * Hands an exam in with everything this phone shows (`answers` stand over what was saved). A repeat answers the
   * first time. `attemptOver`: too late, what was saved in time has been handed in.
   */
  'study.submit': {
    input: { quizId: string; attempt: number; answers: SavedAnswer[] }
    output: { submittedAt: Instant }
    errors: 'attemptOver'
  }
  /**
   * Submits one question of a weekly five or unit; the first answer stands and every repeat answers it. With the
   * last question the quiz is done; a unit is done when every question is right. A wrong one of a unit may be
   * answered again (`tries` in order from 1); a right one stands, though another phone has tried more often.
   * `questionHeld`: the same question is in an exam that asks this person
   * elsewhere and is not over.
   */
  'study.answer': {
    input: { quizId: string; position: number; given: Given; tries: number }
    output: {
      marked: Marked
      /** What stands, should another phone have been first. */
      given: Given
      answered: number
      done: boolean
      /** Hours credited by this answer's completion, else 0. */
      hours: number
    }
    errors: 'deadlinePassed' | 'busy' | 'questionHeld'
  }
  /**
   * The own result with keys and explanations; `marked` lacks those of questions that are in an exam that asks this
   * person now. Of an exam `notReleased` (detail `at`) before `releaseAt`.
   */
  'study.result': {
    input: { quizId: string; attempt: number }
    output: {
      quiz: QuizView
      attempt: AttemptView
      questions: ShownQuestion[]
      answers: SavedAnswer[]
      marked: Marked[]
      at: Instant
    }
    errors: 'notReleased'
  }
  /** Own attempts, open ones too, newest first, 20 at a time. `before` is `next` of the page before. */
  'study.history': {
    input: { before: PageMark | null }
    output: { rows: { quiz: QuizView; attempt: AttemptView }[]; next: PageMark | null }
    errors: never
  }

  /** Due now, five at a time; how many more wait today; how many are held back by a quiz (each counted to 50). */
  'study.mistakes': {
    input: Record<never, never>
    output: { due: MistakeQuestion[]; waiting: number; held: number; total: number; at: Instant }
    errors: never
  }
  /** Answers one question of the mistake book. `dueOn` `null`: known well, it leaves the book. */
  'study.reviewMistake': {
    input: { questionId: string; reviews: number; given: Given }
    output: { right: boolean; key: QuestionKey; explanation: string; dueOn: LocalDate | null }
    errors: 'changedMeanwhile' | 'questionHeld'
  }

  /**
   * 可练习 questions of one subject, 100 from `offset`, without any that is in a quiz not yet over. Keys are made
   * unreadable as a courtesy, which is no protection: what is in a pack is public to its readers.
   */
  'study.pack': {
    input: { orgId: string; subject: string; offset: number }
    output: { packId: string; questions: PackQuestion[]; more: boolean; at: Instant }
    errors: never
  }

  /** The own hours of a calendar year (Beijing). `online` of them came from units, of which `onlineCap` count. */
  'study.credits': {
    input: { year: number }
    output: {
      year: number
      required: number
      hours: number
      online: number
      onlineCap: number
      entries: CreditEntry[]
    }
    errors: never
  }
  /** Hours of everybody of one branch; by name, never ranked. */
  'study.branchCredits': {
    input: { orgId: string; year: number }
    output: { rows: { memberId: string; name: string; hours: number; required: number }[] }
    errors: never
  }
  /** The entries of one person, for those who keep the branch's hours. */
  'study.personCredits': {
    input: { memberId: string; year: number }
    output: { name: string; required: number; hours: number; entries: CreditEntry[] }
    errors: never
  }
  /** Adds or takes hours with a reason; the entries it corrects stay. Steps of 0.5, -100 to 100, not 0. */
  'study.correctCredit': {
    input: { memberId: string; year: number; hours: number; reason: string; clientId: string }
    output: { entryId: string; hours: number }
    errors: never
  }

  /** Who of a branch, or of those who belong to a superior organisation itself, has done it and who has not; exact. */
  'study.people': {
    input: { quizId: string; orgId: string }
    output: { quiz: QuizView; rows: PersonResult[]; level: OrganisationLevel; at: Instant }
    errors: never
  }
  /** Children of one organisation, gaps first: `read` is started, `confirmed` is done. `at`: age of the counters. */
  'study.progress': {
    input: { quizId: string; orgId: string }
    output: { quiz: QuizView; rows: ProgressRow[]; own: OwnCount | null; at: Instant | null }
    errors: never
  }
  /** In one's own branch it goes to the persons, from above to the secretaries of branches with gaps. */
  'study.nudge': {
    input: { quizId: string; orgId: string; clientId: string } & NudgeChoice
    output: NudgeResult
    errors: 'tooMany' | 'withdrawn'
  }
  /** The 20 questions most got wrong at or below an organisation, once everything is released. */
  'study.mostWrong': {
    input: { quizId: string; orgId: string }
    output: { questions: WrongQuestion[]; people: number; at: Instant | null }
    errors: 'notReleased'
  }
}
