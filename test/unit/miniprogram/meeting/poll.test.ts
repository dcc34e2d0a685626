import { pollOf } from '../../../../miniprogram/packages/meeting/services/poll'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

test('asks in front only, one question at a time, and not while there is nothing to ask', async () => {
  let asked = 0
  let answer: (() => void) | undefined
  let pause: number | null = 3000
  const poll = pollOf(
    () => {
      asked += 1
      return new Promise((done) => {
        answer = done
      })
    },
    () => pause,
  )
  await jest.advanceTimersByTimeAsync(10_000)
  expect(asked).toBe(0)
  poll.start()
  await jest.advanceTimersByTimeAsync(3000)
  expect(asked).toBe(1)
  // A slow answer is waited for, whatever else asks for the next one.
  poll.again()
  await jest.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(1)
  answer?.()
  await jest.advanceTimersByTimeAsync(3000)
  expect(asked).toBe(2)
  poll.stop()
  answer?.()
  await jest.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(2)
  pause = null
  poll.start()
  await jest.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(2)
})
