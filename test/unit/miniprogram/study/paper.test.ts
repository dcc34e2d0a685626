import { countdown } from '../../../../miniprogram/packages/study/services/paper-view'
import type { AttemptView } from '../../../../typings/study'

describe('the time that is left', () => {
  const attempt = {
    endsAt: '2026-11-25T10:00:00.000Z',
    graceUntil: '2026-11-25T10:10:00.000Z',
  } as AttemptView
  const at = (time: string) => countdown(attempt, Date.parse(`2026-11-25T${time}Z`))

  test.each([
    ['08:29:58.000', '剩 1:30:02', 'plain'],
    ['09:54:59.000', '剩 05:01', 'plain'],
    ['09:56:00.000', '剩 04:00', 'due'],
    ['10:00:00.000', '时间到，10 分钟内可交', 'overdue'],
    ['10:09:30.000', '时间到，1 分钟内可交', 'overdue'],
    ['10:10:00.000', '已结束', 'overdue'],
  ])('at %s: %s', (time, words, tone) => {
    expect(at(time)).toMatchObject({ words, tone })
  })

  test('only past the grace it is over', () => {
    expect([at('10:09:59.999').over, at('10:10:00.001').over]).toEqual([false, true])
  })
})
