import type { AnswerRecord, Ask, AskKind } from '../../../typings/ask'
import type { Attendance, Leave } from '../../../typings/meeting'
import type { MyRecord } from '../../../typings/member'
import type { StoredFollowUp } from '../../../typings/minutes'
import type { PageMark } from '../../../typings/page'
import { withCompany } from '../company'
import { DAY, fromNow, publish } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** A person's own records: what they answered, attended, asked leave from and were given, wherever they stood then. */

const company = withCompany()
const BRANCH = 'org-east-2'
const EARLIER = 'org-east-3'
const KINDS: readonly AskKind[] = ['notice', 'weekly', 'unit', 'exam']
let reader: Person
let other: Person
let model: Ask

/** Half of it before the person came to this branch. */
const placeOf = (index: number) => (index % 2 === 0 ? BRANCH : EARLIER)
const stamp = (person: Person, index: number) => ({
  memberId: person._id,
  name: person.name,
  orgId: placeOf(index),
  path: ['org-hq', placeOf(index)],
})

function answerOf(
  person: Person,
  askId: string,
  kind: AskKind,
  at: string,
  index = 0,
): AnswerRecord {
  return {
    ...stamp(person, index),
    _id: `${askId}:1:${person._id}`,
    askId,
    kind,
    version: 1,
    readAt: at,
    answeredAt: at,
    changedAt: at,
    closesAt: fromNow(company, DAY),
  }
}

function attendanceOf(person: Person, meetingId: string, at: string, index = 0): Attendance {
  return {
    ...stamp(person, index),
    _id: `${meetingId}:${person._id}`,
    meetingId,
    meetingTitle: `会议 ${meetingId}`,
    meetingKind: 'generalMeeting',
    meetingOrgName: '示例党支部',
    startsAt: at,
    timeZone: 'Asia/Shanghai',
    role: 'expected',
    voter: true,
    state: 'present',
    how: 'scan',
    remote: false,
    at,
    recordedAt: at,
    corrections: [],
    changedAt: at,
    closesAt: at,
  }
}

function leaveOf(person: Person, meetingId: string, at: string, index = 0): Leave {
  return {
    ...stamp(person, index),
    _id: `${meetingId}:${person._id}`,
    meetingId,
    reason: 'other',
    text: '',
    state: 'declined',
    askedAt: at,
    history: [],
    changedAt: at,
  }
}

function taskOf(person: Person, id: string, at: string, index = 0): StoredFollowUp {
  return {
    ...stamp(person, index),
    _id: id,
    meetingId: 'm-1',
    meetingTitle: '会议 m-1',
    orgName: '示例党支部',
    text: `任务 ${id}`,
    dueOn: at.slice(0, 10),
    givenAt: at,
    doneAt: null,
    note: '',
  }
}

beforeAll(async () => {
  const find = peopleOf(company)
  reader = find.plain(BRANCH)
  other = find.plain(EARLIER)
  const noticeId = await publish(company, find.officer('secretary', BRANCH), BRANCH)
  model = (await company.find<Ask>('asks', noticeId)) ?? ({} as Ask)
  const asks = KINDS.map((kind) => ({ ...model, _id: `ask-${kind}`, kind, subjectId: `s-${kind}` }))
  await company.fill('asks', asks)
  const newest = Date.parse(fromNow(company, -DAY))
  const at = (index: number) => new Date(newest - index).toISOString()
  await company.fill('answers', [
    ...asks.map(({ _id, kind }, index) => answerOf(reader, _id, kind, at(index), index)),
    answerOf(reader, 'gone', 'notice', fromNow(company, -9 * DAY)),
    // Of a leave and of a task there are answers too; the leave and the task say more.
    answerOf(reader, 'ask-m', 'meeting', at(0)),
    answerOf(reader, 'ask-t', 'followUp', at(0)),
  ])
  await company.fill('meetings', [
    { _id: 'm-2', title: '第四季度党员大会', orgId: BRANCH, orgName: '示例党支部', path: [] },
  ])
  await company.fill('attendance', [attendanceOf(reader, 'm-1', at(4), 4)])
  await company.fill('leaves', [leaveOf(reader, 'm-2', at(5), 5), leaveOf(reader, 'm-9', at(6), 6)])
  await company.fill('followUps', [
    taskOf(reader, 't-1', at(7), 7),
    { ...taskOf(reader, 't-2', at(8), 8), doneAt: at(3) },
  ])
})

it('are of every kind, newest first, with the branch of the day and what opens them', async () => {
  const { records, next } = await reader.does('member.myRecords', {})
  const found = records.map(({ kind, subjectId, state }) => [kind, subjectId, state])
  expect(found).toEqual([
    ...KINDS.map((kind) => [kind, `s-${kind}`, 'confirmed']),
    ['meeting', 'm-1', 'present'],
    ['leave', 'm-2', 'refused'],
    ['leave', null, 'refused'],
    ['followUp', 't-1', 'open'],
    ['followUp', 't-2', 'confirmed'],
    ['notice', null, 'confirmed'],
  ])
  const names = new Map(company.organisations.map(({ _id, name }) => [_id, name]))
  for (const [index, { orgName }] of records.slice(0, 9).entries())
    expect(orgName).toBe(names.get(placeOf(index)))
  expect(records[4]).toMatchObject({ title: '会议 m-1', askedBy: '示例党支部' })
  expect(records[5]).toMatchObject({ title: '第四季度党员大会', askedBy: '示例党支部' })
  expect(next).toBeNull()
})

it('stay when what was asked is gone, and lead nowhere', async () => {
  const { records } = await reader.does('member.myRecords', {})
  expect(records.at(-1)).toMatchObject({ title: '（已删除）', subjectId: null })
})

it('are nobody else’s', async () => {
  expect(await other.does('member.myRecords', {})).toEqual({ records: [], next: null })
})

it('come page by page, each once and none left out, however many share an instant', async () => {
  const instants = [1, 2, 3].map((days) => fromNow(company, -days * DAY))
  const at = (index: number) => instants[Math.floor(index / 37) % 3] ?? ''
  const each = <Row>(make: (index: number) => Row) => Array.from({ length: 80 }, (_, i) => make(i))
  await company.fill(
    'answers',
    each((i) => answerOf(other, `ask-${i}`, 'notice', at(i), i)),
  )
  await company.fill(
    'attendance',
    each((i) => attendanceOf(other, `m-${i}`, at(i), i)),
  )
  await company.fill(
    'leaves',
    each((i) => leaveOf(other, `m-${i}`, at(i), i)),
  )
  await company.fill(
    'followUps',
    each((i) => taskOf(other, `t-${i}`, at(i), i)),
  )
  const all: MyRecord[] = []
  type Mark = { at: string; key: string } | null
  let after: Mark = null as Mark
  do {
    const page: { records: MyRecord[]; next: Mark } = await other.does(
      'member.myRecords',
      after === null ? {} : { after },
    )
    expect(page.records).toHaveLength(Math.min(50, 320 - all.length))
    all.push(...page.records)
    after = page.next
  } while (after !== null)
  expect(all).toHaveLength(320)
  expect(new Set(all.map(({ key }) => key)).size).toBe(320)
  const times = all.map((record) => record.at)
  expect(times).toEqual([...times].sort().reverse())
})

/** More than two pages of one instant, so that a page ends among them. */
const SHARED = 45
const numbered = (prefix: string) => Array.from({ length: SHARED }, (_, at) => `${prefix}-${at}`)

/** Every id of a list, page after page. */
async function walked(
  read: (before: PageMark | null) => Promise<{ ids: string[]; next: PageMark | null }>,
): Promise<string[]> {
  const all: string[] = []
  let before: PageMark | null = null
  for (let pages = 0; pages <= SHARED; pages += 1) {
    const { ids, next } = await read(before)
    all.push(...ids)
    if (next === null) return all
    before = next
  }
  throw new Error('the list has no end')
}

describe('a list that goes back in time, page by page, has each once, though all are of one instant', () => {
  const person = () => peopleOf(company).plain(BRANCH, 1)
  const secretary = () => peopleOf(company).officer('secretary', BRANCH)
  const same = () => fromNow(company, -2 * DAY)

  it('of quizzes an organisation published, and of a person’s own, those still open among them', async () => {
    const [reader, publishAt] = [person(), same()]
    const later = fromNow(company, DAY)
    const ids = numbered('quiz')
    await company.fill(
      'quizzes',
      ids.map((quizId) => ({
        ...{ _id: quizId, quizId, kind: 'exam', title: quizId, orgId: BRANCH, path: ['org-hq'] },
        ...{ publishAt, closesAt: later, releaseAt: later, questions: 1, points: 1, hours: 0 },
        ...{ orgName: '示例党支部', terms: null, state: 'published', audienceKeys: [] },
      })),
    )
    await company.fill(
      'attempts',
      ids.map((quizId, at) => ({
        ...{ _id: `${quizId}:${reader._id}:1`, quizId, kind: 'exam', memberId: reader._id },
        ...{ number: 1, rated: true, startedAt: publishAt, endsAt: later, graceUntil: later },
        ...{ releaseAt: later, answers: {}, score: null, scored: false, dueAt: later },
        submittedAt: at % 3 === 0 ? null : publishAt,
      })),
    )
    const published = await walked(async (before) => {
      const page = await secretary().does('study.published', { orgId: BRANCH, before })
      return { ids: page.quizzes.map(({ quizId }) => quizId), next: page.next }
    })
    expect(published.sort()).toEqual([...ids].sort())
    const states: string[] = []
    const own = await walked(async (before) => {
      const { rows, next } = await reader.does('study.history', { before })
      states.push(...rows.map(({ attempt }) => attempt.state))
      return { ids: rows.map(({ quiz }) => quiz.quizId), next }
    })
    expect(own.sort()).toEqual([...ids].sort())
    expect(states.filter((state) => state === 'open')).toHaveLength(SHARED / 3)
  })

  it('of an organisation’s meetings, and of those a person attended', async () => {
    const [reader, startsAt] = [person(), same()]
    const ids = numbered('meeting')
    await company.fill(
      'meetings',
      ids.map((_id) => ({
        ...{ _id, title: _id, kind: 'generalMeeting', orgId: BRANCH, orgName: '示例党支部' },
        ...{ path: ['org-hq'], startsAt, state: 'ended', timeZone: 'Asia/Shanghai' },
      })),
    )
    await company.fill(
      'attendance',
      ids.map((meetingId) => attendanceOf(reader, meetingId, startsAt)),
    )
    const held = await walked(async (before) => {
      const { rows, next } = await reader.does('meeting.list', { orgId: BRANCH, before })
      return { ids: rows.map(({ meetingId }) => meetingId), next }
    })
    expect(held.filter((each) => ids.includes(each)).sort()).toEqual([...ids].sort())
    const attended = await walked(async (before) => {
      const page = await reader.does('meeting.mine', { before })
      return { ids: page.attended.map(({ meetingId }) => meetingId), next: page.next }
    })
    expect(attended.sort()).toEqual([...ids].sort())
  })

  it('of notices a person has looked at', async () => {
    const [reader, at] = [person(), same()]
    const ids = numbered('notice')
    await company.fill(
      'asks',
      ids.map((_id) => ({ ...model, _id, subjectId: _id })),
    )
    await company.fill(
      'answers',
      ids.map((askId) => answerOf(reader, askId, 'notice', at)),
    )
    const done = await walked(async (before) => {
      const { cards, next } = await reader.does('notice.list', { box: 'done', before })
      return { ids: cards.map(({ askId }) => askId), next }
    })
    expect(done.sort()).toEqual([...ids].sort())
  })
})
