import { isSameTap } from '../../../../miniprogram/packages/meeting/services/quick-taps'

const DONE = Date.parse('2026-11-25T06:00:00Z')

test('the second of two quick taps is no tap on what has moved there; a later one is, also by a clock set back', () => {
  expect(isSameTap(DONE, DONE)).toBe(true)
  expect(isSameTap(DONE, DONE + 250)).toBe(true)
  expect(isSameTap(DONE, DONE + 600)).toBe(false)
  expect(isSameTap(DONE, DONE - 60_000)).toBe(false)
  expect(isSameTap(0, DONE)).toBe(false)
})

test('of two quick taps on a list of those who wait only the first is an answer', () => {
  jest.useFakeTimers({ now: DONE })
  const card = rollCard()
  card.tap('member-1')
  jest.advanceTimersByTime(120)
  // The list has closed up: the next person stands there.
  card.tap('member-2')
  expect(card.answered).toEqual(['member-1'])
  jest.advanceTimersByTime(800)
  card.tap('member-2')
  expect(card.answered).toEqual(['member-1', 'member-2'])
  jest.useRealTimers()
})

interface Options {
  data: object
  methods: Record<string, (event: object) => void>
}

/** The component as WeChat would make it, as far as a tap on a row needs it. */
function rollCard() {
  let options: Options | undefined
  Object.assign(globalThis, {
    Component: (given: Options) => {
      options = given
    },
  })
  jest.isolateModules(() =>
    require('../../../../miniprogram/packages/meeting/components/roll-card/roll-card'),
  )
  const answered: string[] = []
  const instance = {
    data: { ...options?.data },
    triggerEvent: (_: string, { id }: { id: string }) => answered.push(id),
  }
  const tap = (id: string) =>
    options?.methods.onDeed?.call(instance, { currentTarget: { dataset: { id } } })
  return { answered, tap }
}
