import fc from 'fast-check'
import {
  type AudienceSubject,
  audienceKeysFor,
  audienceKeysOf,
  isAsked,
  isCurrent,
} from '../../../cloudfunctions/rules/audience'
import type { Audience } from '../../../typings/notice'

const TODAY = '2026-11-23'
const TUNNEL = ['hq', 'east', 'tunnel']
const BRIDGE = ['hq', 'east', 'bridge']
const nobody: Audience = { orgIds: [], stages: [], roles: [], memberIds: [] }

function person(change: Partial<AudienceSubject> = {}): AudienceSubject {
  return {
    _id: 'm1',
    stage: 'full',
    affiliation: { orgId: 'tunnel', orgName: '隧道支部', path: TUNNEL },
    attachments: [],
    posts: [],
    ...change,
  }
}

const asked = (who: AudienceSubject, audience: Partial<Audience>) =>
  isAsked(audienceKeysOf(who, TODAY), audienceKeysFor({ ...nobody, ...audience }))

describe('who is asked', () => {
  test('everyone at or below a chosen organisation, nobody beside it', () => {
    expect(asked(person(), { orgIds: ['hq'] })).toBe(true)
    expect(asked(person(), { orgIds: ['east'] })).toBe(true)
    expect(asked(person(), { orgIds: ['tunnel'] })).toBe(true)
    expect(asked(person(), { orgIds: ['bridge'] })).toBe(false)
  })

  test('a stage narrows the tree', () => {
    const probationary = audienceKeysFor({ ...nobody, orgIds: ['hq'], stages: ['probationary'] })
    expect(isAsked(audienceKeysOf(person(), TODAY), probationary)).toBe(false)
    expect(isAsked(audienceKeysOf(person({ stage: 'probationary' }), TODAY), probationary)).toBe(
      true,
    )
  })

  test('a role is asked while the post is held, from its first to its last day', () => {
    const secretaries = audienceKeysFor({ ...nobody, orgIds: ['east'], roles: ['secretary'] })
    const post = {
      role: 'secretary' as const,
      orgId: 'tunnel',
      orgName: '',
      path: TUNNEL,
      from: '2026-01-01',
    }
    const holds = (posts: AudienceSubject['posts']) =>
      isAsked(audienceKeysOf(person({ posts }), TODAY), secretaries)
    expect(holds([post])).toBe(true)
    expect(holds([{ ...post, until: TODAY }])).toBe(true)
    expect(holds([{ ...post, until: '2026-11-22' }])).toBe(false)
    expect(holds([{ ...post, from: '2026-11-24' }])).toBe(false)
  })

  test('an attachment asks the guest too, without moving the affiliation (fact 4, TRF-9)', () => {
    const guest = person({
      attachments: [
        { orgId: 'bridge', orgName: '', path: BRIDGE, from: '2026-11-01', until: '2026-12-31' },
      ],
    })
    expect(asked(guest, { orgIds: ['bridge'] })).toBe(true)
    expect(asked(guest, { orgIds: ['tunnel'] })).toBe(true)
    const past = person({
      attachments: [
        { orgId: 'bridge', orgName: '', path: BRIDGE, from: '2026-01-01', until: '2026-10-31' },
      ],
    })
    expect(asked(past, { orgIds: ['bridge'] })).toBe(false)
  })

  test('named people are asked alone, whatever else was chosen', () => {
    expect(asked(person(), { orgIds: ['hq'], memberIds: ['m2'] })).toBe(false)
    expect(asked(person(), { memberIds: ['m1'] })).toBe(true)
  })

  test('keys grow with the depth of the tree, never with the number of people', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 5 }),
        (depth, guests) => {
          const path = Array.from({ length: depth }, (_, index) => `o${index}`)
          const who = person({
            affiliation: { orgId: `o${depth - 1}`, orgName: '', path },
            attachments: Array.from({ length: guests }, (_, index) => ({
              orgId: `g${index}`,
              orgName: '',
              path: ['o0', `g${index}`],
              from: '2026-01-01',
            })),
          })
          const keys = audienceKeysOf(who, TODAY)
          expect(new Set(keys).size).toBe(keys.length)
          expect(keys.length).toBe(1 + 2 * depth + 2 * guests)
        },
      ),
    )
  })

  test('what is dated is in force on both of its days', () => {
    expect(isCurrent({}, TODAY)).toBe(true)
    expect(isCurrent({ from: TODAY, until: TODAY }, TODAY)).toBe(true)
    expect(isCurrent({ from: '2026-11-24' }, TODAY)).toBe(false)
    expect(isCurrent({ until: '2026-11-22' }, TODAY)).toBe(false)
  })
})
