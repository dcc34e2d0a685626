import { advice, closeRule, kindRule, placeRule } from '../../../cloudfunctions/rules/organisation'

const TODAY = '2026-11-23'
const rules = (organisation: Parameters<typeof advice>[0], members: number, full = members) =>
  advice(organisation, { members, full }).map((each) => each.rule)

test('ORG-1: fewer than 100 members need approval for a committee', () => {
  expect(rules({ level: 'committee' }, 99)).toEqual(['ORG-1'])
  expect(rules({ level: 'committee' }, 100)).toEqual([])
})

test('ORG-2: a general branch has 50 to 99 members', () => {
  expect(rules({ level: 'generalBranch' }, 49)).toEqual(['ORG-2'])
  expect(rules({ level: 'generalBranch' }, 50)).toEqual([])
  expect(rules({ level: 'generalBranch' }, 99)).toEqual([])
  expect(rules({ level: 'generalBranch' }, 100)).toEqual(['ORG-1'])
})

test('ORG-3: a branch generally has at most 50 members, and a kind', () => {
  expect(rules({ level: 'branch', kind: 'regular' }, 51, 6)).toEqual(['ORG-3'])
  expect(rules({ level: 'branch', kind: 'regular' }, 50, 6)).toEqual([])
  expect(kindRule('branch', undefined)?.rule).toBe('ORG-3')
  expect(kindRule('committee', 'regular')?.rule).toBe('ORG-3')
  expect(kindRule('branch', 'joint')).toBeNull()
})

test('ORG-4: fewer than three full members make a joint branch', () => {
  expect(rules({ level: 'branch', kind: 'regular' }, 5, 2)).toEqual(['ORG-4'])
  expect(rules({ level: 'branch', kind: 'joint' }, 5, 2)).toEqual([])
  expect(rules({ level: 'branch', kind: 'regular' }, 5, 3)).toEqual([])
})

test('ORG-5: a project of six months or more should have a branch of its own, not a temporary one', () => {
  const temporary = { level: 'branch', kind: 'temporary', openedOn: '2026-01-15' } as const
  expect(rules({ ...temporary, closesOn: '2026-07-14' }, 5)).toEqual(['ORG-7'])
  expect(rules({ ...temporary, closesOn: '2026-07-15' }, 5)).toEqual(['ORG-7', 'ORG-5'])
})

test('ORG-7: what a temporary branch may not do is said', () => {
  expect(rules({ level: 'branch', kind: 'temporary' }, 2, 1)).toEqual(['ORG-7'])
})

test('ORG-8: seven full members need a committee', () => {
  expect(rules({ level: 'branch', kind: 'regular' }, 7)).toEqual(['ORG-8'])
  expect(rules({ level: 'branch', kind: 'regular' }, 6)).toEqual([])
})

test('ORG-13: a group stands inside a branch, and nothing inside a group', () => {
  expect(placeRule('group', 'branch')).toBeNull()
  expect(placeRule('group', 'committee')?.rule).toBe('ORG-13')
  for (const level of ['committee', 'generalBranch', 'branch', 'group'] as const)
    expect(placeRule(level, 'group')).not.toBeNull()
  expect(placeRule('branch', 'generalBranch')).toBeNull()
  expect(placeRule('generalBranch', 'branch')?.rule).toBe('ORG-2')
  expect([placeRule('committee', null), placeRule('branch', null)?.rule]).toEqual([null, 'ORG-3'])
})

describe('ORG-17', () => {
  const empty = { people: 0, children: 0 }

  test('the last day may lie ahead and be taken back', () => {
    expect(closeRule('open', '2026-11-24', TODAY, { people: 9, children: 9 })).toEqual({
      state: 'closing',
    })
    expect(closeRule('closing', null, TODAY, { people: 9, children: 0 })).toEqual({ state: 'open' })
  })

  test('from its last day it closes when nobody and nothing is left in it', () => {
    expect(closeRule('closing', TODAY, TODAY, empty)).toEqual({ state: 'closed' })
    expect(closeRule('closing', TODAY, TODAY, { people: 1, children: 0 })).toMatchObject({
      rule: 'ORG-17',
    })
    expect(closeRule('open', TODAY, TODAY, { people: 0, children: 1 })).toMatchObject({
      rule: 'ORG-17',
    })
  })

  test('a closed one stays closed', () => {
    expect(closeRule('closed', null, TODAY, empty)).toMatchObject({ rule: 'ORG-17' })
  })
})
