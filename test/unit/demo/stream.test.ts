import { generateCompany } from '../../../local/demo/company'
import { inventName } from '../../../local/demo/names'

jest.mock('../../../local/demo/names', () => {
  const actual = jest.requireActual<{ inventName: typeof inventName }>('../../../local/demo/names')
  return { inventName: jest.fn(actual.inventName) }
})

it('the people of the full company are made while they are read', () => {
  const made = () => jest.mocked(inventName).mock.calls.length
  const members = generateCompany({ size: 'full' }).members[Symbol.iterator]()
  expect(made()).toBe(0)
  for (let read = 1; read <= 1_000; read++) {
    members.next()
    // At most one branch ahead.
    expect(made() - read).toBeLessThan(50)
  }
})
