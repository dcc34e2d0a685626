import { readFileSync } from 'node:fs'
import { assert, property, string } from 'fast-check'
import { ASK_KINDS, askPage } from '../../../cloudfunctions/rules/ask-kinds'
import {
  askLine,
  cardTitle,
  gapLine,
  remindAt,
  reminderFields,
} from '../../../cloudfunctions/rules/reminder'
import type { AskKind } from '../../../typings/ask'

const KINDS = Object.keys(ASK_KINDS) as AskKind[]
const ask = {
  kind: 'notice',
  title: '安全月学习',
  orgName: '集团党委',
  mode: 'confirm',
  deadline: '2026-11-25T09:00:00.000Z',
} as const

test('says what is asked and by when, in Beijing time', () => {
  expect(askLine(ask)).toBe('请于11月25日17:00前确认')
  expect(askLine({ ...ask, mode: 'reply', deadline: null })).toBe('请尽快回复')
  expect(cardTitle(ask)).toBe('【通知】安全月学习（请于11月25日17:00前确认）')
})

test('a branch abroad reads its own clock, with Beijing’s beside it on the card', () => {
  const meeting = { ...ask, kind: 'meeting', timeZone: 'Africa/Lagos' } as const
  expect(askLine(meeting)).toBe('请于11月25日当地10:00参加')
  expect(cardTitle(meeting)).toBe('【会议】安全月学习（请于11月25日当地10:00参加，北京时间17:00）')
  const evening = { ...meeting, deadline: '2026-11-25T18:30:00.000Z' }
  expect(cardTitle(evening)).toBe(
    '【会议】安全月学习（请于11月25日当地19:30参加，北京时间11月26日02:30）',
  )
  // Another zone with the same clock needs no second one.
  expect(cardTitle({ ...meeting, timeZone: 'Asia/Singapore' })).toBe(
    '【会议】安全月学习（请于11月25日17:00参加）',
  )
})

test('what headquarters ask is told by the clock of the reader’s branch, a meeting by its own', () => {
  expect(askLine(ask, 'Africa/Nairobi')).toBe('请于11月25日当地12:00前确认')
  expect(cardTitle(ask, 'Africa/Nairobi')).toBe(
    '【通知】安全月学习（请于11月25日当地12:00前确认，北京时间17:00）',
  )
  expect(askLine({ ...ask, kind: 'meeting', timeZone: 'Asia/Shanghai' }, 'Africa/Nairobi')).toBe(
    '请于11月25日17:00参加',
  )
})

test('says of every kind what is to be done, within the 20 characters of a field', () => {
  const lines = KINDS.map((kind) => askLine({ ...ask, kind, deadline: '2026-12-25T15:59:00.000Z' }))
  expect(lines).toEqual([
    '请于12月25日23:59前确认',
    '请于12月25日23:59参加',
    '请于12月25日23:59前完成',
    '请于12月25日23:59前答题',
    '请于12月25日23:59前学完',
    '请于12月25日23:59前交卷',
    '请于12月25日23:59前查看',
  ])
  const abroad = KINDS.map((kind) =>
    askLine({ ...ask, kind, deadline: '2026-12-25T15:59:00.000Z' }, 'Africa/Lagos'),
  )
  for (const line of [...lines, ...abroad]) expect([...line].length).toBeLessThanOrEqual(20)
  expect(cardTitle({ ...ask, kind: 'meeting' })).toBe('【会议】安全月学习（请于11月25日17:00参加）')
})

test('a card opens the page of its kind, Today where this version has none', () => {
  const { pages, subpackages } = JSON.parse(readFileSync('miniprogram/app.json', 'utf8')) as {
    pages: string[]
    subpackages: { root: string; pages: string[] }[]
  }
  const shipped = [
    ...pages,
    ...subpackages.flatMap(({ root, pages: own }) => own.map((page) => `${root}/${page}`)),
  ]
  for (const kind of [...KINDS, 'later' as AskKind])
    expect(shipped).toContain(askPage({ kind, subjectId: 'a' }).split('?')[0])
  expect(askPage({ kind: 'notice', subjectId: 'a b' })).toBe(
    'packages/notice/pages/open/open?id=a%20b',
  )
})

test('every field fits the 20 characters that WeChat allows and is never empty for a title', () => {
  assert(
    property(string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (title) => {
      const fields = reminderFields({ ...ask, title: `题${title}` }, gapLine(12_345))
      for (const { value } of Object.values(fields)) {
        expect([...value].length).toBeLessThanOrEqual(20)
        expect(value).not.toBe('')
      }
    }),
  )
})

test('reminds a day ahead, half-way when there are less than two days', () => {
  const at = (publish: string, deadline: string) => remindAt(publish, deadline).toISOString()
  expect(at('2026-11-20T00:00:00.000Z', '2026-11-25T00:00:00.000Z')).toBe(
    '2026-11-24T00:00:00.000Z',
  )
  expect(at('2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z')).toBe(
    '2026-11-24T12:00:00.000Z',
  )
})
