import { toParagraphs, toTyped } from '../../../miniprogram/services/body-text'
import { fileTitles } from '../../../miniprogram/services/file-title'
import {
  ageWords,
  deadlineWords,
  instantOf,
  pickerDate,
  startWords,
  urgencyOf,
} from '../../../miniprogram/services/time'

/** Monday, 23 November 2026, 09:30 on this phone. */
const now = new Date(2026, 10, 23, 9, 30)
const at = (month: number, day: number, hours = 18, minutes = 0) =>
  new Date(2026, month - 1, day, hours, minutes).toISOString()

describe('deadlines', () => {
  test.each([
    [at(11, 23), '今天 18:00 前'],
    [at(11, 24, 0, 5), '明天 00:05 前'],
    [at(11, 25), '后天 18:00 前'],
    [at(11, 28), '周六 18:00 前'],
    [at(11, 30), '11月30日 18:00 前'],
  ])('%s is %s', (deadline, words) => {
    // Outside China the Beijing time stands behind it.
    expect(deadlineWords(deadline, now)).toMatch(new RegExp(`^${words}`))
  })

  test('what is over says since when', () => {
    expect(deadlineWords(at(11, 23, 9, 20), now)).toBe('已过 10 分钟')
    expect(deadlineWords(at(11, 23, 6), now)).toBe('已过 3 小时')
    expect(deadlineWords(at(11, 21, 9), now)).toBe('已过 2 天')
  })

  test('what begins at its moment says so, and then since when', () => {
    expect(startWords(at(11, 24, 0, 5), now)).toMatch(/^明天 00:05 开始/)
    expect(startWords(at(11, 23, 9, 25), now)).toBe('已开始 5 分钟')
  })

  test('due is the last day', () => {
    expect(urgencyOf(null, now)).toBe('plain')
    expect(urgencyOf(at(11, 24, 9, 31), now)).toBe('plain')
    expect(urgencyOf(at(11, 24, 9, 30), now)).toBe('due')
    expect(urgencyOf(at(11, 23, 9, 30), now)).toBe('overdue')
  })
})

test('ages are said as people say them', () => {
  const ago = (minutes: number) => now.getTime() - minutes * 60_000
  expect(ageWords(ago(0), now)).toBe('刚刚')
  expect(ageWords(ago(3), now)).toBe('3 分钟前')
  expect(ageWords(ago(125), now)).toBe('2 小时前')
  expect(ageWords(at(11, 22, 9, 30), now)).toBe('昨天 09:30')
})

test('a date and a time of day mean an instant of this phone', () => {
  const instant = instantOf('2026-12-01', '08:05')
  expect(new Date(instant)).toEqual(new Date(2026, 11, 1, 8, 5))
  expect(pickerDate(new Date(instant))).toBe('2026-12-01')
})

describe('the text of a notice', () => {
  const typed = '各支部：\n一、时间\n12月1日起。\n· 全员参加；\n- 补学。\n完'

  test('becomes headings, paragraphs and lists', () => {
    expect(toParagraphs(`\n${typed}\n\n`)).toEqual([
      { kind: 'text', text: '各支部：' },
      { kind: 'heading', text: '一、时间' },
      { kind: 'text', text: '12月1日起。' },
      { kind: 'list', items: ['全员参加；', '补学。'] },
      { kind: 'text', text: '完' },
    ])
  })

  test('is the same after it was edited and nothing changed', () => {
    const paragraphs = toParagraphs(typed)
    expect(toParagraphs(toTyped(paragraphs))).toEqual(paragraphs)
  })
})

test('long file names keep what tells them apart: beginning and end, or all of it where those are the same', () => {
  const long = '关于开展党员教育培训和主题党日活动的通知及其附件材料汇总表'
  const of = (middle: string, end: string) =>
    `${long}${middle}（征求意见稿，供各支部讨论）${end}.pdf`
  const [plain, older, newer] = fileTitles(['方案.pdf', of('', '2025年'), of('', '2026年')])
  expect(plain).toBe('方案.pdf')
  expect(older).toMatch(/^关于开展党员教育培训和主题党日活动的通知.*….*2025年\.pdf$/)
  expect(older).not.toBe(newer)
  expect([...(older ?? '')].length).toBeLessThan(40)
  const batches = [of('第1批', ''), of('第2批', '')]
  expect(fileTitles(batches)).toEqual(batches)
})
