import fc from 'fast-check'
import {
  attemptState,
  attemptTimes,
  GRACE_MS,
  isRated,
  mayStart,
  mergedAnswers,
  releaseAt,
} from '../../../../cloudfunctions/rules/study/attempt'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 25) + minutes * 60_000).toISOString()
const exam = { kind: 'exam' as const, publishAt: at(0), closesAt: at(60), minutes: 30 }
const weekly = { kind: 'weekly' as const, publishAt: at(0), closesAt: at(60), minutes: null }

test('grace is ten minutes', () => {
  expect(GRACE_MS).toBe(600_000)
})

test('it starts from the opening until a moment before the end', () => {
  expect([-1, 0, 59.99, 60].map((minute) => mayStart(exam, at(minute)))).toEqual([
    'early',
    'yes',
    'yes',
    'late',
  ])
})

test('an exam has its full length whenever it starts; a weekly five ends with its quiz', () => {
  expect(attemptTimes(exam, at(59))).toEqual({ endsAt: at(89), graceUntil: at(99) })
  expect(attemptTimes(weekly, at(59))).toEqual({ endsAt: at(60), graceUntil: at(70) })
})

test('keys come out only after every attempt’s end and grace', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3599 }),
      fc.constantFrom(exam, weekly),
      (second, quiz) => {
        const { graceUntil } = attemptTimes(quiz, at(second / 60))
        expect(releaseAt(quiz) >= graceUntil).toBe(true)
      },
    ),
  )
})

test('past its grace an attempt is handed in, whether or not anything has written that down', () => {
  const open = { submittedAt: null, graceUntil: at(40) }
  expect([39, 40, 41].map((minute) => attemptState(open, at(minute)))).toEqual([
    'open',
    'open',
    'timedOut',
  ])
  expect(attemptState({ ...open, submittedAt: at(10) }, at(50))).toBe('submitted')
})

test('the first attempt of a rated exam counts', () => {
  expect([isRated({ rated: true }, 1), isRated({ rated: true }, 2)]).toEqual([true, false])
  expect([isRated({ rated: false }, 1), isRated(null, 1)]).toEqual([false, false])
})

test('saved answers are the same in whichever order and how often batches arrive', () => {
  const answer = fc.record({
    position: fc.integer({ min: 0, max: 5 }),
    seq: fc.integer({ min: 1, max: 30 }),
    given: fc.record({ choices: fc.array(fc.nat(3), { maxLength: 4 }) }),
  })
  const batches = fc.array(
    fc.uniqueArray(answer, { selector: ({ position }) => position, maxLength: 6 }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(batches, fc.nat(), (all, turn) => {
      const merge = (order: typeof all) =>
        order.reduce<ReturnType<typeof mergedAnswers>>(
          (saved, batch) => mergedAnswers(saved, batch),
          [],
        )
      const seqs = (order: typeof all) => merge(order).map(({ position, seq }) => [position, seq])
      const cut = all.length === 0 ? 0 : turn % all.length
      const turned = [...all.slice(cut), ...all.slice(0, cut), ...all]
      expect(seqs(turned)).toEqual(seqs(all))
    }),
  )
})
