import { may } from '../../../cloudfunctions/kernel/access/may'
import type { AccessRow } from '../../../cloudfunctions/kernel/access/table'
import type { Session } from '../../../typings/organisation'

const TODAY = '2026-11-23'
const HQ = { orgId: 'hq', orgName: '', path: ['hq'] }
const EAST = { orgId: 'east', orgName: '', path: ['hq', 'east'] }
const TUNNEL = { orgId: 'tunnel', orgName: '', path: ['hq', 'east', 'tunnel'] }
const BRIDGE = { orgId: 'bridge', orgName: '', path: ['hq', 'east', 'bridge'] }

function caller(change: Partial<Session> = {}): Session {
  return {
    _id: 'o1',
    memberId: 'm1',
    name: '',
    stage: 'full',
    state: 'active',
    affiliation: TUNNEL,
    attachments: [],
    posts: [],
    audienceKeys: [],
    memberVersion: 1,
    ...change,
  }
}

const row = (
  allow: Extract<AccessRow, { about: 'organisations' }>['allow'],
  match: 'every' | 'some' = 'every',
) => ({ about: 'organisations', match, allow }) as const
const secretaryOf = (place: typeof HQ, dates = { from: '2026-01-01' }) =>
  caller({ posts: [{ role: 'secretary', ...place, ...dates }] })

test('a post counts in its own organisation, above it and below it, each only where the row says so', () => {
  const inEast = secretaryOf(EAST)
  expect(may(row({ own: ['secretary'] }), inEast, [EAST], TODAY)).toBe(true)
  expect(may(row({ own: ['secretary'] }), inEast, [TUNNEL], TODAY)).toBe(false)
  expect(may(row({ above: ['secretary'] }), inEast, [TUNNEL], TODAY)).toBe(true)
  expect(may(row({ above: ['secretary'] }), inEast, [HQ], TODAY)).toBe(false)
  expect(may(row({ below: ['secretary'] }), inEast, [HQ], TODAY)).toBe(true)
})

test('siblings and other posts are refused', () => {
  expect(
    may(row({ own: ['secretary'], above: ['secretary'] }), secretaryOf(TUNNEL), [BRIDGE], TODAY),
  ).toBe(false)
  expect(may(row({ own: ['editor'] }), secretaryOf(TUNNEL), [TUNNEL], TODAY)).toBe(false)
})

test('a post that ended yesterday or begins tomorrow gives nothing', () => {
  const ended = caller({
    posts: [{ role: 'secretary', ...TUNNEL, from: '2026-01-01', until: '2026-11-22' }],
  })
  expect(may(row({ own: ['secretary'] }), ended, [TUNNEL], TODAY)).toBe(false)
  expect(
    may(row({ own: ['secretary'] }), secretaryOf(TUNNEL, { from: '2026-11-24' }), [TUNNEL], TODAY),
  ).toBe(false)
})

test('a guest is attached, not a member, of the branch they visit', () => {
  const guest = caller({ attachments: [{ ...BRIDGE, from: '2026-11-01' }] })
  expect(may(row({ attached: ['member'] }), guest, [BRIDGE], TODAY)).toBe(true)
  expect(may(row({ own: ['member'] }), guest, [BRIDGE], TODAY)).toBe(false)
})

test('of several organisations all must be allowed, or one where the row says so', () => {
  const inTunnel = secretaryOf(TUNNEL)
  expect(may(row({ own: ['secretary'] }), inTunnel, [TUNNEL, BRIDGE], TODAY)).toBe(false)
  expect(may(row({ own: ['secretary'] }, 'some'), inTunnel, [TUNNEL, BRIDGE], TODAY)).toBe(true)
  expect(may(row({ own: ['secretary'] }), inTunnel, [], TODAY)).toBe(false)
})
