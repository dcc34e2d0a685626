import {
  answerId,
  byUrgency,
  cardOf,
  closesAt,
  personState,
} from '../../../cloudfunctions/rules/ask'
import type { AnswerRecord, Ask, AskCard } from '../../../typings/ask'

const NOW = '2026-11-23T08:00:00.000Z'
const ask: Ask = {
  _id: 'n1',
  kind: 'notice',
  subjectId: 'n1',
  version: 2,
  title: '安全月学习',
  orgId: 'hq',
  orgName: '集团党委',
  path: ['hq'],
  audienceKeys: ['org:hq'],
  mode: 'confirm',
  publishAt: '2026-11-20T00:00:00.000Z',
  deadline: null,
  closesAt: '2027-01-01T00:00:00.000Z',
  state: 'open',
  pinned: false,
  changedAt: '2026-11-20T00:00:00.000Z',
}

function answer(
  version: number,
  answeredAt: string | null,
  change: Partial<AnswerRecord> = {},
): AnswerRecord {
  return {
    _id: answerId('n1', version, 'm1'),
    askId: 'n1',
    kind: 'notice',
    version,
    memberId: 'm1',
    orgId: 'tunnel',
    path: ['hq', 'tunnel'],
    readAt: NOW,
    answeredAt,
    changedAt: NOW,
    closesAt: ask.closesAt,
    ...change,
  }
}

describe('how a person stands to an ask', () => {
  test('unread, read, answered', () => {
    expect(cardOf(ask, []).state).toBe('unread')
    expect(cardOf(ask, [answer(2, null)]).state).toBe('read')
    expect(cardOf(ask, [answer(2, NOW)]).state).toBe('answered')
  })

  test('an amendment that asks again keeps the old answer and asks for a new one', () => {
    const card = cardOf(ask, [answer(1, NOW)])
    expect(card).toMatchObject({ state: 'unread', changed: true })
    expect(cardOf(ask, [answer(1, NOW), answer(2, NOW)])).toMatchObject({
      state: 'answered',
      changed: false,
    })
  })

  test('an exam begun says until when it runs, and no longer once it is handed in', () => {
    const runsUntil = '2026-11-23T08:20:00.000Z'
    expect(cardOf(ask, [answer(2, null, { runsUntil })]).runsUntil).toBe(runsUntil)
    expect(cardOf(ask, [answer(2, NOW, { runsUntil })])).not.toHaveProperty('runsUntil')
    expect(cardOf(ask, [answer(1, null, { runsUntil })])).not.toHaveProperty('runsUntil')
  })

  test("other asks' answers do not count", () => {
    expect(cardOf(ask, [answer(2, NOW, { askId: 'n2' })]).state).toBe('unread')
  })
})

test('an ask closes 30 days after its deadline, or after 90 days without one', () => {
  expect(closesAt('2026-11-01T00:00:00.000Z', '2026-11-10T00:00:00.000Z')).toBe(
    '2026-12-10T00:00:00.000Z',
  )
  expect(closesAt('2026-11-01T00:00:00.000Z', null)).toBe('2027-01-30T00:00:00.000Z')
})

test('the most urgent comes first', () => {
  const card = (askId: string, change: Partial<AskCard>): AskCard => ({
    ...cardOf(ask, []),
    askId,
    ...change,
  })
  const cards = [
    card('answered', { state: 'answered', deadline: '2026-11-01T00:00:00.000Z' }),
    card('old', { publishAt: '2026-11-01T00:00:00.000Z' }),
    card('new', { publishAt: '2026-11-22T00:00:00.000Z' }),
    card('read', { state: 'read', publishAt: '2026-11-23T00:00:00.000Z' }),
    card('pinned', { pinned: true, state: 'read' }),
    card('nextWeek', { deadline: '2026-11-30T00:00:00.000Z' }),
    card('tomorrow', { deadline: '2026-11-24T00:00:00.000Z', state: 'read' }),
    card('overdue', { deadline: '2026-11-22T00:00:00.000Z', state: 'read' }),
    card('runs', { deadline: '2026-12-01T00:00:00.000Z', runsUntil: '2026-11-23T08:20:00.000Z' }),
    card('ran', { deadline: '2026-12-01T00:00:00.000Z', runsUntil: NOW }),
  ]
  expect(cards.sort(byUrgency(NOW)).map(({ askId }) => askId)).toEqual([
    'runs',
    'overdue',
    'tomorrow',
    'nextWeek',
    'ran',
    'pinned',
    'new',
    'old',
    'read',
    'answered',
  ])
})

test('one definition of the five states', () => {
  expect(personState(false, undefined)).toBe('notJoined')
  expect(personState(true, undefined)).toBe('unread')
  expect(personState(true, answer(1, null))).toBe('read')
  expect(personState(true, answer(1, NOW))).toBe('confirmed')
  const recordedBy = { memberId: 'm9', name: '书记', reason: '已当面告知' }
  expect(personState(false, answer(1, NOW, { recordedBy }))).toBe('recorded')
})
