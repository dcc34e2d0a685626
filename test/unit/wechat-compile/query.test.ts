import { joinPagePath, splitPagePath } from '../../../local/wechat/query'

test('values stay as they were written, so that a page decodes once what was encoded once', () => {
  const url = `/pages/a/a?name=${encodeURIComponent('100%完成&=?')}&id=7`
  const { path, query } = splitPagePath(url)
  expect(path).toBe('/pages/a/a')
  expect(decodeURIComponent(query.name ?? '')).toBe('100%完成&=?')
  expect(joinPagePath({ path, query })).toBe(url)
})

test('a key without a value is empty in a card, and the word undefined after navigateTo', () => {
  expect(splitPagePath('pages/a/a?new').query).toEqual({ new: '' })
  expect(splitPagePath('pages/a/a?new', 'undefined').query).toEqual({ new: 'undefined' })
})
