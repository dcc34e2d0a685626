import fc from 'fast-check'
import { decoded, queryOf } from '../../../miniprogram/services/query'

/** What WeChat makes of it: split, nothing decoded. */
const opened = (search: string) =>
  Object.fromEntries(search.split('&').map((pair) => pair.split('=') as [string, string]))

test('any name comes through a path as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      expect(decoded(opened(queryOf({ name, org: undefined })))).toEqual({ name })
    }),
  )
})

test('a sign that nobody encoded does not keep a page from opening', () => {
  expect(decoded({ name: '完成 100%', org: undefined })).toEqual({
    name: '完成 100%',
    org: undefined,
  })
})
