import fc from 'fast-check'
import {
  compareValues,
  encodeValue,
  invert,
  NOTHING,
  successor,
} from '../../../local/cloud/database/value-order'

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true }))
/** Any code points; halves of surrogate pairs are no text. */
const text = fc.string({ unit: 'binary' })

const sign = (difference: number) => Math.sign(difference)
const order = (left: unknown, right: unknown) =>
  sign(Buffer.compare(encodeValue(left), encodeValue(right)))

test('numbers are in order', () => {
  fc.assert(
    fc.property(number, number, (left, right) => {
      expect(order(left, right)).toBe(left === right ? 0 : left < right ? -1 : 1)
    }),
  )
})

test('texts are in the order of their UTF-8', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(order(left, right)).toBe(sign(Buffer.compare(Buffer.from(left), Buffer.from(right))))
    }),
  )
})

test('dates are in order', () => {
  const date = fc.date({ noInvalidDate: true })
  fc.assert(
    fc.property(date, date, (left, right) => {
      expect(order(left, right)).toBe(sign(left.getTime() - right.getTime()))
    }),
  )
})

test('types follow one another', () => {
  const types = [NOTHING, null, Number.NaN, -5, '', {}, [], false, true, new Date(0), /a/]
  for (let at = 1; at < types.length; at++) expect(order(types[at - 1], types[at])).toBe(-1)
})

test('an encoding ends by itself: what follows never changes the order of what differs', () => {
  const value = fc.oneof(
    number,
    text,
    fc.constant(null),
    fc.boolean(),
    fc.dictionary(text, number),
    fc.array(number),
  )
  fc.assert(
    fc.property(value, value, value, value, (left, right, tail, other) => {
      const first = order(left, right)
      const both = Buffer.compare(
        Buffer.concat([encodeValue(left), encodeValue(tail)]),
        Buffer.concat([encodeValue(right), encodeValue(other)]),
      )
      if (first !== 0) expect(sign(both)).toBe(first)
      else expect(sign(both)).toBe(order(tail, other))
      // Turned round, the order is turned round.
      expect(
        sign(Buffer.compare(invert(encodeValue(left)), invert(encodeValue(right)))) + first,
      ).toBe(0)
    }),
  )
})

test('comparing values and comparing their encodings is the same', () => {
  const value = fc.oneof(number, text, fc.constant(null), fc.date({ noInvalidDate: true }))
  fc.assert(
    fc.property(value, value, (left, right) => {
      expect(sign(compareValues(left, right))).toBe(order(left, right))
    }),
  )
})

test('the successor comes after all that begins the same, and before all else', () => {
  const bytes = fc
    .uint8Array({ minLength: 1, maxLength: 6 })
    .filter((given) => given.some((one) => one < 255))
  fc.assert(
    fc.property(bytes, fc.uint8Array(), fc.uint8Array(), (given, tail, any) => {
      const next = successor(Buffer.from(given))
      expect(Buffer.compare(Buffer.concat([given, tail]), next)).toBe(-1)
      const begins = Buffer.from(any.subarray(0, given.length)).equals(Buffer.from(given))
      if (Buffer.compare(Buffer.from(any), Buffer.from(given)) > 0 && !begins)
        expect(Buffer.compare(next, Buffer.from(any))).toBeLessThanOrEqual(0)
    }),
  )
})
