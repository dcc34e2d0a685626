import { audienceKeysOf } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import { openSeal } from '../../../cloudfunctions/rules/study/seal'
import type { OutputOf } from '../../../typings/contract'
import type { Member } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY, freshId, HOUR } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  examOf,
  fillBank,
  letTimePass,
  publishQuiz,
  questionOf,
  rightFor,
  SECRET,
  unitOf,
  weeklyOf,
  wrongFor,
} from './quiz'

const company = withCompany()
const BRANCH = 'org-east-3'

let find: ReturnType<typeof peopleOf>
let author: Person
let reader: Person
beforeAll(() => {
  find = peopleOf(company)
  author = find.officer('secretary', BRANCH)
  reader = find.plain(BRANCH)
})

type Started = OutputOf<'study.start'>
const begin = (quizId: string, person: Person = reader) =>
  person.does('study.start', { quizId, attempt: 1 })
const question = ({ questions }: Started, position: number) => {
  const found = questions[position]
  if (found === undefined) throw new Error(`no question ${position}`)
  return found
}
const year = () => new Date(company.cloud.clock.now()).getUTCFullYear()

async function weekly(subject: string, count = 3): Promise<string> {
  await fillBank(author, BRANCH, subject, { single: count })
  const choice = { rules: [{ subject, kind: 'single' as const, count }] }
  return publishQuiz(author, BRANCH, weeklyOf(company, BRANCH, { choice }))
}

describe('a weekly five', () => {
  it('explains each question once it is answered, and is done with the last', async () => {
    const quizId = await weekly('周一')
    const started = await begin(quizId)
    const give = (position: number, given = rightFor(question(started, position)), tries = 1) =>
      reader.does('study.answer', { quizId, position, given, tries })
    const first = await give(0, wrongFor(question(started, 0)))
    expect(first.marked).toMatchObject({ right: false, position: 0 })
    expect(first.marked.explanation).toContain(SECRET)
    // The first answer stands, from whichever phone a second one comes.
    expect(await give(0)).toEqual(first)
    expect(await give(0, rightFor(question(started, 0)), 2)).toEqual(first)

    const resumed = await begin(quizId)
    expect(resumed.marked.map(({ position }) => position)).toEqual([0])
    expect(await give(1)).toMatchObject({ done: false, answered: 2 })
    const last = await give(2)
    expect(last).toMatchObject({ done: true, hours: 0, marked: { right: true } })
    expect(await give(2)).toEqual(last)
    const { todo, done } = await reader.does('study.home', {})
    expect(todo.map(({ quiz }) => quiz.quizId)).not.toContain(quizId)
    expect(done.find(({ quiz }) => quiz.quizId === quizId)?.attempt?.state).toBe('submitted')
    const today = await reader.does('member.today', {})
    expect(today.asks.map(({ subjectId }) => subjectId)).not.toContain(quizId)
    await letTimePass(company, 60_000)
    expect((await reader.does('study.result', { quizId, attempt: 1 })).attempt.score).toEqual({
      right: 2,
      questions: 3,
      points: 2,
      total: 3,
      passed: null,
    })
  })

  it('taken on two phones at once, each question has one answer', async () => {
    const quizId = await weekly('周二')
    const other = find.plain(BRANCH, 1)
    const started = await begin(quizId, other)
    const answers = await Promise.all(
      [rightFor, wrongFor, rightFor, wrongFor].map((giving) =>
        other.does('study.answer', {
          quizId,
          position: 0,
          given: giving(question(started, 0)),
          tries: 1,
        }),
      ),
    )
    expect(new Set(answers.map(({ given, marked }) => JSON.stringify([given, marked]))).size).toBe(
      1,
    )
  })

  it('is over at its end, for who never finished: not done', async () => {
    const quizId = await weekly('周三')
    const started = await begin(quizId)
    const given = rightFor(question(started, 0))
    await reader.does('study.answer', { quizId, position: 0, given, tries: 1 })
    await letTimePass(company, 5 * DAY + HOUR)
    const late = { quizId, position: 1, given: rightFor(question(started, 1)), tries: 1 }
    expect(await reader.tries('study.answer', late)).toBe('deadlinePassed')
    const { rows } = await author.does('study.people', { quizId, orgId: BRANCH })
    const states = new Map(rows.map(({ memberId, state, score }) => [memberId, { state, score }]))
    expect(states.get(reader._id)).toEqual({ state: 'started', score: null })
    expect(states.get(find.plain(BRANCH, 1)._id)?.state).toBe('notStarted')
  })

  it('counts completion by branch, and the questions most got wrong once it is over', async () => {
    const quizId = await weekly('周四')
    for (const [nth, giving] of [wrongFor, rightFor, wrongFor].entries()) {
      const person = find.plain(BRANCH, nth)
      const started = await begin(quizId, person)
      for (const each of started.questions) {
        const given = each.position === 0 ? giving(each) : rightFor(each)
        await person.does('study.answer', { quizId, position: each.position, given, tries: 1 })
      }
    }
    await letTimePass(company, 60_000)
    const leader = find.officer('secretary', 'org-east')
    const { rows } = await leader.does('study.progress', { quizId, orgId: 'org-east' })
    expect(rows.find(({ orgId }) => orgId === BRANCH)).toMatchObject({ confirmed: 3, read: 3 })
    const ask = { quizId, orgId: 'org-east' }
    expect(await leader.tries('study.mostWrong', ask)).toBe('notReleased')
    await letTimePass(company, 5 * DAY + HOUR)
    const worst = await leader.does('study.mostWrong', ask)
    expect(worst.people).toBe(3)
    expect(worst.questions).toEqual([expect.objectContaining({ answered: 3, wrong: 2 })])
    const own = await author.does('study.mostWrong', { quizId, orgId: BRANCH })
    expect(own.questions).toEqual(worst.questions)
  })

  it('of a superior organisation names and reminds who belongs to it itself, and nobody below', async () => {
    const leader = find.officer('secretary', 'org-east')
    const place = company.organisations.find(({ _id }) => _id === 'org-east')!
    const at = { orgId: place._id, orgName: place.name, path: place.path }
    const {
      openid: _,
      joinedAt: __,
      ...model
    } = (await company.find<Member>('members', reader._id))!
    const person = { ...model, _id: 'office', name: '沈知行', affiliation: at }
    const guest = find.plain('org-east-2', 1)
    const stays = { ...at, from: '2020-01-01' }
    const staying = { ...(await company.find<Member>('members', guest._id))!, attachments: [stays] }
    const today = localDate(new Date(company.cloud.clock.now()))
    const keyed = (each: Member) => ({ ...each, audienceKeys: audienceKeysOf(each, today) })
    await company.fill('members', [keyed(person), keyed(staying)])

    const orgId = 'org-east'
    await fillBank(leader, orgId, '周五', { single: 1 })
    const choice = { rules: [{ subject: '周五', kind: 'single' as const, count: 1 }] }
    const quizId = await publishQuiz(leader, orgId, weeklyOf(company, orgId, { choice }))
    const named = async (by: Person, of = orgId) =>
      (await by.does('study.people', { quizId, orgId: of })).rows.map(({ memberId }) => memberId)
    // Before anything was counted as after.
    expect(await named(leader)).toEqual(['office', guest._id])
    await letTimePass(company, 60_000)
    const { rows, own } = await leader.does('study.progress', { quizId, orgId })
    expect(own).toEqual({ expected: 1, read: 0, confirmed: 0, guests: 1 })
    expect(rows.map((row) => row.orgId)).toContain(BRANCH)
    expect(await named(find.officer('editor', 'org-hq'))).toEqual(['office', guest._id])
    expect(await named(author, BRANCH)).not.toContain('office')
    for (const stranger of [reader, author])
      expect(await stranger.tries('study.people', { quizId, orgId })).toBe('forbidden')

    const started = await begin(quizId, guest)
    const given = rightFor(question(started, 0))
    await guest.does('study.answer', { quizId, position: 0, given, tries: 1 })
    const { rows: after, level } = await leader.does('study.people', { quizId, orgId })
    expect(after.map(({ state }) => state)).toEqual(['notJoined', 'done'])
    expect(level).toBe(place.level)
    const nudge = { quizId, orgId, memberIds: [], orgIds: [orgId], clientId: freshId('nudge') }
    const { outcomes } = await leader.does('study.nudge', nudge)
    expect(outcomes.map(({ memberId, outcome }) => [memberId, outcome]).sort()).toEqual(
      [
        [guest._id, 'alreadyAnswered'],
        ['office', 'notJoined'],
      ].sort(),
    )
    const hours = await leader.does('study.branchCredits', { orgId, year: year() })
    expect(hours.rows.map(({ memberId }) => memberId).sort()).toEqual([guest._id, 'office'].sort())
  })
})

describe('a unit', () => {
  async function unit(subject: string): Promise<string> {
    await fillBank(author, BRANCH, subject, { single: 1, fill: 1 })
    const choice = {
      rules: [
        { subject, kind: 'single' as const, count: 1 },
        { subject, kind: 'fill' as const, count: 1 },
      ],
    }
    return publishQuiz(author, BRANCH, unitOf(company, BRANCH, { choice }))
  }

  it('is done when every question is right, and credits its hours once, traceable', async () => {
    const quizId = await unit('单元一')
    const before = await reader.does('study.credits', { year: year() })
    const started = await begin(quizId)
    expect(started.material?.body).toHaveLength(1)
    const give = (position: number, right: boolean, tries: number) => {
      const shown = question(started, position)
      const given = right ? rightFor(shown) : wrongFor(shown)
      return reader.does('study.answer', { quizId, position, given, tries })
    }
    await give(0, true, 1)
    expect(await give(1, false, 1)).toMatchObject({ done: false, marked: { right: false } })
    expect(
      await reader.tries('study.answer', {
        quizId,
        position: 1,
        given: { texts: ['密'] },
        tries: 5,
      }),
    ).toBe('badInput')
    const last = await give(1, true, 2)
    expect(last).toMatchObject({ done: true, hours: 2 })
    expect(await give(1, true, 2)).toEqual(last)
    await letTimePass(company, 60_000)
    const { entries, hours, required } = await reader.does('study.credits', { year: year() })
    expect(required).toBe(32)
    expect(hours - before.hours).toBe(2)
    expect(entries.filter(({ recordId }) => recordId === quizId)).toEqual([
      expect.objectContaining({ source: 'unit', hours: 2, title: '安全生产重要论述' }),
    ])
  })

  it('answered on two phones, is done by what is right, however often the other phone was wrong', async () => {
    const quizId = await unit('单元二')
    const [started, late] = [await begin(quizId), await begin(quizId)]
    const give = (
      { questions }: Started,
      position: number,
      giving: typeof rightFor,
      tries: number,
    ) => {
      const shown = question({ questions } as Started, position)
      return reader.does('study.answer', { quizId, position, given: giving(shown), tries })
    }
    await give(started, 0, wrongFor, 1)
    await give(started, 0, wrongFor, 2)
    // The other phone, which knows of neither, was without network.
    expect((await give(late, 0, wrongFor, 1)).marked.right).toBe(false)
    expect(await give(late, 0, rightFor, 1)).toMatchObject({ marked: { right: true }, done: false })
    // A repeat of what was wrong changes nothing any more.
    expect((await give(started, 0, wrongFor, 2)).marked.right).toBe(true)
    expect((await give(started, 0, wrongFor, 3)).marked.right).toBe(true)
    // In the same moment: right wins, whichever comes first, and the unit is done once.
    const both = await Promise.all([
      give(started, 1, wrongFor, 1),
      give(late, 1, rightFor, 1),
      give(started, 1, wrongFor, 1),
      give(late, 1, rightFor, 1),
    ])
    expect(both[1]?.marked.right).toBe(true)
    const resumed = await begin(quizId)
    expect(resumed.attempt.state).toBe('submitted')
    expect(resumed.marked.map(({ right }) => right)).toEqual([true, true])
    await letTimePass(company, 60_000)
    const { entries } = await reader.does('study.credits', { year: year() })
    expect(entries.filter(({ recordId }) => recordId === quizId)).toHaveLength(1)
  })

  it('hours are corrected by another entry with a reason, once', async () => {
    const memberId = reader._id
    const change = {
      memberId,
      year: year(),
      hours: -0.5,
      reason: '重复计入',
      clientId: freshId('tap'),
    }
    const before = await reader.does('study.credits', { year: year() })
    const [one, two] = await Promise.all([
      author.does('study.correctCredit', change),
      author.does('study.correctCredit', change),
    ])
    expect(one).toEqual(two)
    expect(one.hours).toBe(before.hours - 0.5)
    const person = await author.does('study.personCredits', { memberId, year: year() })
    expect(person.entries[0]).toMatchObject({
      source: 'correction',
      reason: '重复计入',
      byName: author.name,
    })
    const { rows } = await author.does('study.branchCredits', { orgId: BRANCH, year: year() })
    expect(rows.find((row) => row.memberId === memberId)).toMatchObject({ hours: one.hours })
    expect(rows.find((row) => row.memberId === author._id)?.required).toBe(56)
    const stranger = find.officer('secretary', 'org-east-2')
    expect(await stranger.tries('study.correctCredit', change)).toBe('forbidden')
  })
})

describe('the mistake book', () => {
  const person = () => find.plain(BRANCH, 2)

  it('asks the next day what was answered wrong, again when it is due, and counts a repeat once', async () => {
    await letTimePass(company, 40 * DAY)
    const reader = person()
    for (const { questionId, reviews } of (await reader.does('study.mistakes', {})).due)
      await reader.does('study.reviewMistake', { questionId, reviews, given: { choices: [0] } })
    const quizId = await weekly('错题')
    const started = await begin(quizId, reader)
    for (const each of started.questions)
      await reader.does('study.answer', {
        quizId,
        position: each.position,
        given: wrongFor(each),
        tries: 1,
      })
    await letTimePass(company, 6 * DAY)

    const home = await reader.does('study.home', {})
    const { due } = await reader.does('study.mistakes', {})
    expect(home.mistakesDue).toBeGreaterThanOrEqual(3)
    const mine = due.find(({ subject }) => subject === '错题')
    if (mine === undefined) throw new Error('not in the book')
    expect(JSON.stringify(mine)).not.toContain(SECRET)
    const review = { questionId: mine.questionId, reviews: mine.reviews, given: rightFor(mine) }
    const first = await reader.does('study.reviewMistake', review)
    expect(first.right).toBe(true)
    expect(first.explanation).toContain(SECRET)
    // A repeat, with another answer even, is the same review.
    const again = { ...review, given: wrongFor(mine) }
    expect(await reader.does('study.reviewMistake', again)).toEqual(first)
    // What is not due is not told.
    const early = { ...review, reviews: mine.reviews + 1 }
    expect(await reader.tries('study.reviewMistake', early)).toBe('changedMeanwhile')
    expect(await find.plain(BRANCH, 3).tries('study.reviewMistake', review)).toBe('notFound')
  })

  it('keeps back what is in a quiz that is not over', async () => {
    const reader = person()
    const [mistake] = (await reader.does('study.mistakes', {})).due
    if (mistake === undefined) throw new Error('the book is empty')
    const choice = { questionIds: [mistake.questionId] }
    const quizId = await publishQuiz(author, BRANCH, weeklyOf(company, BRANCH, { choice }))
    const { due, held } = await reader.does('study.mistakes', {})
    expect(due.map(({ questionId }) => questionId)).not.toContain(mistake.questionId)
    expect(held).toBe(1)
    const { questionId, reviews } = mistake
    const given = rightFor(mistake)
    expect(await reader.tries('study.reviewMistake', { questionId, reviews, given })).toBe(
      'questionHeld',
    )
    expect((await begin(quizId, reader)).questions).toHaveLength(1)
  })
})

describe('a practice pack', () => {
  it('has what may be practised, its keys sealed, and nothing of a quiz that is not over', async () => {
    const subject = '练习'
    const ids = await fillBank(
      author,
      BRANCH,
      subject,
      { single: 4, multiple: 2, fill: 1 },
      { practice: true },
    )
    await fillBank(author, BRANCH, subject, { trueFalse: 2 })
    const home = await reader.does('study.home', {})
    expect(home.subjects).toContainEqual(expect.objectContaining({ subject, questions: 7 }))
    const read = () => reader.does('study.pack', { orgId: BRANCH, subject, offset: 0 })
    const all = await read()
    expect(all.questions.map(({ questionId }) => questionId).sort()).toEqual([...ids].sort())
    expect(JSON.stringify(all)).not.toContain(SECRET)
    for (const { seal, questionId } of all.questions)
      expect(openSeal(seal, questionId)?.explanation).toContain(SECRET)

    const choice = { rules: [{ subject, kind: 'single' as const, count: 3 }] }
    await publishQuiz(author, BRANCH, examOf(company, BRANCH, { choice, terms: { papers: 1 } }))
    expect((await read()).questions).toHaveLength(4)
    // The superior's bank has the fourth; a quiz there keeps it back here.
    const east = find.officer('secretary', 'org-east')
    const left = (await read()).questions.find(({ kind }) => kind === 'single')
    const nth = Number(/第(\d+)/.exec(left?.stem ?? '')?.[1])
    const copy = await east.does('question.add', {
      orgId: 'org-east',
      subject,
      question: questionOf('single', nth),
      practice: false,
    })
    const above = weeklyOf(company, 'org-east', { choice: { questionIds: [copy.questionId] } })
    await publishQuiz(east, 'org-east', above)
    expect((await read()).questions).toHaveLength(3)
    await letTimePass(company, 6 * DAY)
    expect((await read()).questions).toHaveLength(7)
  })

  it('is for those whose bank it is, the branch and below', async () => {
    const other = find.plain('org-east-2')
    const input = { orgId: BRANCH, subject: '练习', offset: 0 }
    expect(await other.tries('study.pack', input)).toBe('forbidden')
  })
})

describe('a corrected key', () => {
  it('scores again, tells those whose result changes on Today, once they have seen it no more', async () => {
    const subject = '更正'
    const [questionId = ''] = await fillBank(author, BRANCH, subject, { single: 1 }, { from: 50 })
    const choice = { questionIds: [questionId] }
    const quiz = examOf(company, BRANCH, { choice, terms: { papers: 1, minutes: 10 } })
    const quizId = await publishQuiz(author, BRANCH, quiz)
    const [right, wrong, third] = [0, 1, 3].map((nth) => find.plain(BRANCH, nth)) as [
      Person,
      Person,
      Person,
    ]
    for (const [person, giving] of [
      [right, rightFor],
      [wrong, wrongFor],
      [third, wrongFor],
    ] as const) {
      const started = await begin(quizId, person)
      const answers = [{ position: 0, given: giving(question(started, 0)), seq: 1 }]
      await person.does('study.submit', { quizId, attempt: 1, answers })
    }
    await letTimePass(company, DAY + HOUR)
    const score = async (person: Person) =>
      (await person.does('study.result', { quizId, attempt: 1 })).attempt.score?.right
    expect([await score(right), await score(wrong)]).toEqual([1, 0])

    const started = await wrong.does('study.result', { quizId, attempt: 1 })
    const [given] = started.answers
    if (given === undefined || !('choices' in given.given)) throw new Error('no answer')
    const before = questionOf('single', 50)
    const edit = {
      questionId,
      seenVersion: 1,
      subject,
      question: { ...before, key: { choices: given.given.choices } },
      practice: false,
      reason: '',
    }
    expect(await author.tries('question.edit', edit)).toBe('badInput')
    const corrected = { ...edit, reason: '原答案有误' }
    expect(await author.does('question.edit', corrected)).toEqual({ version: 2, rescoring: true })
    expect(await author.does('question.edit', corrected)).toEqual({ version: 2, rescoring: true })
    expect(await author.tries('question.edit', { ...corrected, subject: '别的' })).toBe(
      'changedMeanwhile',
    )
    await letTimePass(company, 2 * 60_000)
    const told = async (person: Person) =>
      (await person.does('member.today', {})).asks.filter(
        ({ kind, subjectId }) => kind === 'rescore' && subjectId === quizId,
      ).length
    expect([await told(right), await told(wrong), await told(find.plain(BRANCH, 4))]).toEqual([
      1, 1, 0,
    ])
    expect([await score(right), await score(wrong)]).toEqual([0, 1])
    expect([await told(right), await told(wrong)]).toEqual([0, 0])
    await letTimePass(company, 60_000)
    const { rows } = await author.does('study.people', { quizId, orgId: BRANCH })
    expect(rows.find(({ memberId }) => memberId === wrong._id)?.score?.right).toBe(1)
  })
})
