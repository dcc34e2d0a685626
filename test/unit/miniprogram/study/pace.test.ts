import { paced } from '../../../../miniprogram/packages/study/services/pace'

/** Milliseconds. An exam's answers are sent at most so often. */
const EVERY = 10_000
const SECOND = 1000

let answered = 0
/** When something was sent, and how many answers there were. */
let sent: { at: number; answers: number }[] = []
beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-25T08:00:00.000Z') })
  answered = 0
  sent = []
})
afterEach(() => jest.useRealTimers())

const start = () => paced(EVERY, () => sent.push({ at: Date.now(), answers: answered }))
const tapEvery = (milliseconds: number, times: number, tapped: () => void) => {
  for (let tap = 0; tap < times; tap += 1) {
    answered += 1
    tapped()
    jest.advanceTimersByTime(milliseconds)
  }
}
const gaps = () => sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0))

test.each([100, 700, SECOND, 4 * SECOND, 9999, 12 * SECOND])(
  'answers tapped every %i ms go at most once in ten seconds, the first at once, the last ones too',
  (milliseconds) => {
    const pace = start()
    tapEvery(milliseconds, 60, () => pace.soon())
    expect(sent[0]).toMatchObject({ answers: 1 })
    jest.advanceTimersByTime(EVERY)
    expect(gaps().filter((gap) => gap < EVERY)).toEqual([])
    expect(sent.at(-1)?.answers).toBe(60)
    const calls = sent.length
    jest.advanceTimersByTime(10 * EVERY)
    expect(sent).toHaveLength(calls)
  },
)

test('leaving the page sends what waits at once, and nothing a second time', () => {
  const pace = start()
  tapEvery(SECOND, 3, () => pace.soon())
  pace.now()
  expect(sent.map(({ answers }) => answers)).toEqual([1, 3])
  jest.advanceTimersByTime(10 * EVERY)
  expect(sent).toHaveLength(2)
})

test('a clock set back, or forward, makes nothing wait longer than ten seconds', () => {
  const pace = start()
  tapEvery(SECOND, 1, () => pace.soon())
  jest.setSystemTime(Date.now() - 3600 * SECOND)
  tapEvery(0, 1, () => pace.soon())
  jest.advanceTimersByTime(EVERY)
  expect(sent.map(({ answers }) => answers)).toEqual([1, 2])
  jest.setSystemTime(Date.now() + 3600 * SECOND)
  tapEvery(0, 1, () => pace.soon())
  jest.advanceTimersByTime(0)
  expect(sent.map(({ answers }) => answers)).toEqual([1, 2, 3])
})
