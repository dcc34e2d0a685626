import { isPhone, maskPhone, phoneDigits } from '../../../cloudfunctions/rules/phone'

test.each([
  ['138 1234 5678', '13812345678'],
  ['138-1234-5678', '13812345678'],
  ['+86 13812345678', '13812345678'],
  ['8613812345678', '13812345678'],
  ['１３８１２３４５６７８', '13812345678'],
  ['+254 712 345678', '254712345678'],
])('%s is read as %s', (typed, digits) => {
  expect(phoneDigits(typed)).toBe(digits)
  expect(isPhone(digits)).toBe(true)
})

test.each(['', '12', '0123456789', '12345678901234567'])('%s is no phone number', (digits) => {
  expect(isPhone(digits)).toBe(false)
})

test('a masked number shows neither enough to call nor to find out', () => {
  expect(maskPhone('13812345678')).toBe('138****5678')
  expect(maskPhone('712345')).toBe('****45')
})
