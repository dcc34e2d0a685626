import {
  hasProblem,
  problemsOf,
  refusedField,
} from '../../../../miniprogram/packages/meeting/services/plan-problems'
import {
  openedAtOnce,
  planFields,
  planOf,
  sizeWords,
} from '../../../../miniprogram/packages/meeting/services/plan-view'
import { CallError } from '../../../../miniprogram/services/call-error'
import type { MeetingPlan } from '../../../../typings/meeting'
import type { Candidate, KindOffer } from '../../../../typings/meeting-contract'

const PLAN: MeetingPlan = {
  kind: 'generalMeeting',
  also: ['partyLecture'],
  title: '支部党员大会',
  startsAt: '2026-11-25T13:00:00.000Z',
  length: 90,
  mode: 'both',
  place: '会议室',
  link: '会议号 123',
  agenda: ['学习', '讨论和表决'],
  materials: [],
  chairId: 'm-1',
  recorderId: 'm-2',
  chosenIds: [],
  withoutVoteIds: ['m-2'],
  observerStages: ['activist'],
  fence: null,
  half: 'moreThanHalf',
}
const PEOPLE: Candidate[] = [
  { memberId: 'm-0', name: '高远', stage: 'full', roles: [] },
  { memberId: 'm-1', name: '李敏', stage: 'full', roles: ['secretary'] },
  { memberId: 'm-2', name: '王建国', stage: 'full', roles: [], attachedFrom: '机关党支部' },
]
const OFFER: KindOffer = {
  also: [
    { kind: 'partyLecture', kindName: '党课' },
    { kind: 'themeDay', kindName: '主题党日' },
  ],
  attendees: 'members',
  votes: true,
  remoteCounts: true,
  remoteWhy: '',
}
const SETTING = { people: PEOPLE, offer: OFFER, timeZone: 'Africa/Lagos' }
const NOW = new Date('2026-11-25T12:00:00.000Z')
const fields = (plan: MeetingPlan) => planFields(plan, SETTING, NOW)

test('a plan shown in its fields and read from them again is the same plan', () => {
  expect(planOf(PLAN, fields(PLAN), SETTING)).toEqual(PLAN)
})

test('who left is not kept as the chair, and the page says that somebody else has to be chosen', () => {
  const begun = { ...PLAN, chairId: 'm-gone' }
  const written = planOf(begun, fields(begun), SETTING)
  expect(problemsOf(written, false).people).toMatch(/请选择主持人/)
})

test('each problem stands beside its own field; an empty place is none where people meet on line', () => {
  const wrong = { ...PLAN, title: '', place: '', length: 5, agenda: ['学习', '长'.repeat(101)] }
  expect(problemsOf(wrong, true)).toMatchObject({
    title: '请填写会议名称。',
    place: '请填写地点。',
    length: '时长填 10 到 720 分钟的整数。',
    agenda: '第 2 项超过 100 字，请写短一些。',
    chosen: '请选择参加的人。',
  })
  expect(hasProblem(problemsOf({ ...PLAN, mode: 'online', place: '' }, false))).toBe(false)
})

test('a refusal of the server finds its field, and one that names none is left to the page', () => {
  const refused = (field: string) =>
    refusedField(new CallError('badInput', '填写的内容有误', false, { field }))
  expect(refused('plan.startsAt')?.startsAt).toMatch(/400 天/)
  expect(refused('plan.agenda.3')?.agenda).toMatch(/最多 20 项/)
  expect(refused('meetingId')).toBeNull()
  expect(refusedField(new CallError('ruleBroken', '不能开会。', false))).toBeNull()
})

test('says how many are expected, and when one meeting cannot hold them', () => {
  expect(sizeWords({ all: 12, voters: 10 })).toBe('应到 12 人，其中有表决权 10 人')
  expect(sizeWords({ all: 108, voters: 0 })).toBe('应到 108 人')
  expect(sizeWords({ all: 501, voters: 0 })).toMatch(/超过 500 人.*分场/)
})

test('a plan that is sent again to open keeps its moment, one that was changed in between begins anew', () => {
  const sent = openedAtOnce(PLAN, null, new Date('2026-11-25T13:00:00.000Z'))
  const later = new Date('2026-11-25T13:04:00.000Z')
  expect(openedAtOnce(PLAN, sent, later)).toEqual(sent)
  expect(openedAtOnce({ ...PLAN, place: '二号会议室' }, sent, later)).toMatchObject({
    place: '二号会议室',
    startsAt: later.toISOString(),
  })
})
