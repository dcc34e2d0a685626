import {
  countGroups,
  countOf,
} from '../../../../miniprogram/packages/meeting/services/count-fields'

const title = '关于接收两名同志为预备党员'
const subjects = ['张三', '李四']
const admission = countGroups({ title, subjects, isBallot: true, hasWritten: true })
const FILLED = Object.fromEntries(
  admission.flatMap(({ fields, isOptional }) =>
    isOptional ? [] : fields.map(({ id }) => [id, '0']),
  ),
)

test('a count is whole only when every field says a number; of written opinions none is none', () => {
  const typed = { ...FILLED, issued: '12', returned: '12', 'tally:1:yes': '11', 'tally:1:no': '1' }
  expect(countOf(admission, typed, subjects)).toEqual({
    issued: 12,
    returned: 12,
    invalid: 0,
    tallies: [
      { yes: 0, no: 0, abstain: 0 },
      { yes: 11, no: 1, abstain: 0 },
    ],
    written: subjects.map(() => ({ yes: 0, no: 0, abstain: 0 })),
  })
  expect(countOf(admission, { ...typed, 'tally:0:no': ' ' }, subjects)).toBeNull()
  const late = countOf(admission, { ...typed, 'written:0:yes': '2' }, subjects)
  expect(late?.written[0]).toEqual({ yes: 2, no: 0, abstain: 0 })
})

test('fields of several say whose they are, those of one resolution need not; a show of hands has no papers', () => {
  expect(admission.map(({ heading }) => heading)).toEqual([
    '',
    '张三',
    '会前的书面意见',
    '李四',
    '会前的书面意见',
  ])
  const hands = countGroups({ title, subjects: [title], isBallot: false, hasWritten: false })
  expect(hands.map(({ heading }) => heading)).toEqual([''])
  expect(hands[0]?.fields.map(({ says }) => says)).toContain(`${title}不同意`)
})
