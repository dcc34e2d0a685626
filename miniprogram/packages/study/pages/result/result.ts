import type { OutputOf } from '../../../../../typings/contract'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { scoreWords } from '../../services/exam-view'
import { KEPT_NOTE, type QuestionView, questionView } from '../../services/question-view'

type Result = OutputOf<'study.result'>

/** The own result of one attempt, question by question. Wrong ones alone, if wished. */
definePage({
  data: {
    ...SHELL,
    title: '',
    figure: '',
    note: '',
    questions: [] as QuestionView[],
    wrong: 0,
    wrongOnly: false,
  },
  id: '',
  attempt: 1,
  result: null as Result | null,

  onLoad(query: { id?: string; attempt?: string }): void {
    this.id = query.id ?? ''
    this.attempt = Number(query.attempt ?? 1)
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const { id: quizId, attempt } = this
    const name = `result:${quizId}:${attempt}`
    await present(this, ['study.result', { quizId, attempt }, name], (result) => {
      this.result = result
      return this.shown(result)
    })
  },

  onWrongOnly(): void {
    draw(this, { wrongOnly: !this.data.wrongOnly })
    if (this.result !== null) draw(this, this.shown(this.result))
  },

  shown({ quiz, attempt, questions, answers, marked }: Result) {
    const views = questions.map((question) => {
      const { position } = question
      const given = answers.find((each) => each.position === position)?.given ?? null
      const mark = marked.find((each) => each.position === position) ?? null
      const isKept = mark === null && attempt.state !== 'open'
      const state = isKept ? 'kept' : mark?.right === true ? 'right' : 'wrong'
      const note = isKept ? KEPT_NOTE : given === null ? '没有作答' : ''
      return questionView(question, questions.length, { given, marked: mark, state, note })
    })
    const wrong = views.filter(({ state }) => state === 'wrong')
    const right = attempt.score?.right ?? views.filter(({ state }) => state === 'right').length
    return {
      title: quiz.title,
      figure: attempt.score === null ? '' : scoreWords(attempt.score),
      note: `${questions.length} 题答对 ${right} 题${attempt.state === 'timedOut' ? '，到时自动交卷' : ''}`,
      questions: this.data.wrongOnly ? wrong : views,
      wrong: wrong.length,
    }
  },
})
