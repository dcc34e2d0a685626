import { assert, property, string } from 'fast-check'
import {
  askLine,
  cardTitle,
  gapLine,
  remindAt,
  reminderFields,
} from '../../../cloudfunctions/rules/reminder'

const ask = {
  title: '安全月学习',
  orgName: '集团党委',
  mode: 'confirm',
  deadline: '2026-11-25T09:00:00.000Z',
} as const

test('says what is asked and by when, in Beijing time', () => {
  expect(askLine(ask)).toBe('请于11月25日17:00前确认')
  expect(askLine({ mode: 'reply', deadline: null })).toBe('请尽快回复')
  expect(cardTitle(ask)).toBe('【通知】安全月学习（请于11月25日17:00前确认）')
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
