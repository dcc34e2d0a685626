import fc from 'fast-check'
import { changeOf } from '../../../miniprogram/services/draw'
import { grouped } from '../../../miniprogram/services/grouped'

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `第 ${index} 条` }))
const sentFor = (before: { id: string }[][], next: { id: string }[]) =>
  JSON.stringify(changeOf({ groups: before }, { groups: grouped(before, next) }))

test('a list is dealt out in groups of 20, in its order', () => {
  const groups = grouped([], rows(45))
  expect(groups.map((group) => group.length)).toEqual([20, 20, 5])
  expect(groups.flat()).toEqual(rows(45))
})

test('a row that goes from the top of 200 sends its group alone', () => {
  const before = grouped([], rows(200))
  const change = changeOf({ groups: before }, { groups: grouped(before, rows(200).slice(1)) })
  expect(Object.keys(change)).toEqual(['groups[0]'])
})

test('a row that changes is sent alone', () => {
  const before = grouped([], rows(200))
  const next = rows(200)
  next[77] = { id: 'r77', title: '改了' }
  expect(changeOf({ groups: before }, { groups: grouped(before, next) })).toEqual({
    'groups[3][17].title': '改了',
  })
})

test('a row that moves to the end, or comes in at the top, leaves most groups alone', () => {
  const before = grouped([], rows(200))
  const whole = JSON.stringify(before).length
  const [first, ...others] = rows(200)
  expect(sentFor(before, [...others, first!]).length).toBeLessThan(whole / 5)
  expect(sentFor(before, [{ id: 'new' }, ...rows(200)]).length).toBeLessThan(whole / 5)
})

test('rows are added in a group of their own', () => {
  const before = grouped([], rows(40))
  const change = changeOf({ groups: before }, { groups: grouped(before, rows(60)) })
  expect(Object.keys(change)).toEqual(['groups[2]'])
})

test('whatever a list becomes, every row is shown once and in order, in groups of 40 at most', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 90 })
  const list = ids.map((numbers) => numbers.map((each) => ({ id: String(each) })))
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 5 }), (lists) => {
      let groups: { id: string }[][] = []
      for (const next of lists) {
        groups = grouped(groups, next)
        expect(groups.flat()).toEqual(next)
        for (const group of groups) expect(group.length).toBeLessThanOrEqual(40)
      }
    }),
  )
})
