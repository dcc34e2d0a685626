import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { PostRole } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY, draftOf, freshId, fromNow, HOUR, publish, toOrganisations } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** Posts change hands, run out and add up, on every warm instance alike. */
const company = withCompany()
const BRANCH = 'org-east-2'
const OTHER = 'org-east-3'
const administrator = () => peopleOf(company).officer('administrator', 'org-hq')

/** Asks several times at once, so that more than one warm instance answers, and tells the different answers. */
async function everywhere(ask: () => Promise<string>): Promise<string[]> {
  return [...new Set(await Promise.all(Array.from({ length: 4 }, ask)))]
}

test('a handover gives drafts, schedules and groups to the new secretary, and takes them from the old one, at the next call', async () => {
  const find = peopleOf(company)
  const [before, next] = [find.officer('secretary', BRANCH), find.plain(BRANCH)]
  const notice = draftOf(company, { audience: toOrganisations([BRANCH]) })
  const draftId = freshId('draft')
  await before.does('notice.saveDraft', { draftId, orgId: BRANCH, draft: notice, seenVersion: 0 })
  const publishAt = fromNow(company, DAY)
  const scheduled = await publish(company, before, BRANCH, { publishAt })
  const { bindingId } = await before.does('notice.bindGroup', {
    orgId: BRANCH,
    cloudId: company.cloud.wechat.registerOpenData(before.openid, { opengid: 'group-of-branch' }),
  })

  const drafts = (by: Person) => () => by.tries('notice.drafts', { orgId: BRANCH })
  const draft = (by: Person) => () => by.tries('notice.readDraft', { orgId: BRANCH, draftId })
  const groups = (by: Person) => () => by.tries('notice.groups', { orgId: BRANCH })
  const sent = (by: Person) => () =>
    by.tries('notice.list', { box: 'sent', orgId: BRANCH, before: null })
  const all = [drafts, draft, groups, sent]
  for (const ask of all) {
    expect(await everywhere(ask(before))).toEqual(['done'])
    expect(await everywhere(ask(next))).toEqual(['forbidden'])
  }

  const on = localDate(new Date(company.cloud.clock.now()))
  const post = { orgId: BRANCH, role: 'secretary' } as const
  await administrator().does('member.appoint', { ...post, memberId: next._id, from: on })
  await administrator().does('member.endPost', { ...post, memberId: before._id, on })
  for (const ask of all) {
    expect(await everywhere(ask(before))).toEqual(['forbidden'])
    expect(await everywhere(ask(next))).toEqual(['done'])
  }

  const listed = await next.does('notice.list', { box: 'sent', orgId: BRANCH, before: null })
  expect(listed.cards.map(({ subjectId }) => subjectId)).toContain(scheduled)
  const withdrawal = { noticeId: scheduled, reason: '改期' }
  expect(await everywhere(() => before.tries('notice.withdraw', withdrawal))).toEqual(['forbidden'])
  expect(await before.tries('notice.unbindGroup', { orgId: BRANCH, bindingId })).toBe('forbidden')
  await next.does('notice.withdraw', withdrawal)
  await next.does('notice.unbindGroup', { orgId: BRANCH, bindingId })
  await next.does('notice.dropDraft', { orgId: BRANCH, draftId })
  // What is left to the old secretary is what every member has.
  expect(await before.tries('member.today', {})).toBe('done')
})

test('who holds two posts is judged by both in every call, whichever is chosen on the phone', async () => {
  const person = peopleOf(company).plain(BRANCH, 1)
  const from = localDate(new Date(company.cloud.clock.now()))
  for (const orgId of [BRANCH, OTHER]) {
    // Belongs to the first only: appointed to the other once they are there as a guest.
    if (orgId === OTHER)
      await administrator().does('member.attach', { orgId, memberId: person._id, from })
    const post = { orgId, memberId: person._id, role: 'secretary', from } as const
    await administrator().does('member.appoint', post)
  }
  const ask = (orgId: string) => person.tries('notice.drafts', { orgId })
  expect([await ask(BRANCH), await ask(OTHER), await ask('org-east-1')]).toEqual([
    'done',
    'done',
    'forbidden',
  ])
  const { me } = await person.does('member.today', {})
  expect(me.posts.map(({ orgId }) => orgId).sort()).toEqual([BRANCH, OTHER])
  const end = { memberId: person._id, role: 'secretary', on: from } as const
  await administrator().does('member.endPost', { ...end, orgId: OTHER })
  expect([await ask(BRANCH), await ask(OTHER)]).toEqual(['done', 'forbidden'])
})

describe('a delegate', () => {
  afterEach(() => company.cloud.clock.set(undefined))

  // On days of their own: what the clock does once a day it does not do again.
  test.each([
    ['Asia/Shanghai', 1],
    ['Africa/Nairobi', 5],
  ])(
    'acts until the last day ends where the branch is (%s), and no longer',
    async (timeZone, days) => {
      const branch = company.organisations.find(
        (each) => each.timeZone === timeZone && each.level === 'branch',
      )
      const orgId = branch?._id ?? ''
      const find = peopleOf(company)
      const [secretary, delegate] = [find.officer('secretary', orgId), find.plain(orgId)]
      const ask = () => everywhere(() => delegate.tries('notice.drafts', { orgId }))
      const until = localDate(new Date(company.cloud.clock.now() + days * DAY), timeZone)
      await secretary.does('member.delegate', { orgId, memberId: delegate._id, until })
      expect(await ask()).toEqual(['done'])
      const { people } = await secretary.does('member.branch', { orgId })
      const row = people.find(({ memberId }) => memberId === delegate._id)
      expect(row?.roles).toContain('deputySecretary')

      const ends = endOf(until, timeZone)
      company.cloud.clock.set(ends - 60_000)
      expect(await ask()).toEqual(['done'])
      company.cloud.clock.set(ends + 60_000)
      expect(await ask()).toEqual(['forbidden'])
      const { me } = await delegate.does('member.today', {})
      expect(me.posts).toEqual([])

      // The audiences follow with the clock, at the latest on the day after.
      company.cloud.clock.set(ends + DAY)
      await company.cloud.timers.settled()
      await company.cloud.timers.fire('clock')
      const member = await company.find<{ audienceKeys: string[] }>('members', delegate._id)
      expect(member?.audienceKeys).not.toContain(`org:${orgId}/deputySecretary`)
    },
  )

  test('is not named for a day that is over', async () => {
    const find = peopleOf(company)
    const secretary = find.officer('secretary', OTHER)
    const input = { orgId: OTHER, memberId: find.plain(OTHER)._id }
    const until = localDate(new Date(company.cloud.clock.now() - DAY))
    expect(await secretary.tries('member.delegate', { ...input, until })).toBe('badInput')
  })
})

/** The instant at which a day is over in a zone: the last hour of it, then minute by minute. */
function endOf(day: string, timeZone: string): number {
  let at = Date.parse(`${day}T00:00:00.000Z`) - DAY
  while (localDate(new Date(at + HOUR), timeZone) <= day) at += HOUR
  while (localDate(new Date(at), timeZone) <= day) at += 60_000
  return at
}

test('nobody gets a post of the Party, nor acts for a secretary, who is no member of it', async () => {
  const find = peopleOf(company)
  const [activist, probationary] = (['activist', 'probationary'] as const).map((stage) =>
    find.some(stage, (member) => member.stage === stage && member.affiliation.orgId === BRANCH),
  )
  const today = localDate(new Date(company.cloud.clock.now()))
  const appoint = ({ _id: memberId }: Person, role: PostRole) =>
    administrator().tries('member.appoint', { orgId: BRANCH, memberId, role, from: today })
  expect(await appoint(activist!, 'secretary')).toBe('ruleBroken')
  expect(await appoint(activist!, 'projectManager')).toBe('done')
  expect(await appoint(probationary!, 'organisationOfficer')).toBe('ruleBroken')
  expect(await appoint(probationary!, 'groupLeader')).toBe('done')
  const acting = { orgId: BRANCH, memberId: activist!._id, until: today }
  expect(await administrator().tries('member.delegate', acting)).toBe('ruleBroken')
})

test('an administrator is made and unmade by administrators alone', async () => {
  const find = peopleOf(company)
  const leader = find.officer('secretary', 'org-east')
  const today = localDate(new Date(company.cloud.clock.now()))
  const { orgId } = leader.affiliation
  const about = { orgId, memberId: leader._id, role: 'administrator' } as const
  expect(await leader.tries('member.appoint', { ...about, from: today })).toBe('forbidden')
  await administrator().does('member.appoint', { ...about, from: today })
  const other = find.officer('deputySecretary', 'org-east')
  expect(await other.tries('member.endPost', { ...about, on: today })).toBe('forbidden')
  await administrator().does('member.endPost', { ...about, on: today })
})

test('a secretary ends that somebody acts for them, or for the one before; no other post of the branch', async () => {
  const find = peopleOf(company)
  const secretary = find.officer('secretary', OTHER)
  const acting = find.some(
    'full',
    ({ stage, posts, affiliation }) =>
      stage === 'full' && posts.length === 0 && affiliation.orgId === OTHER,
  )
  const until = fromNow(company, 90 * DAY).slice(0, 10)
  await secretary.does('member.delegate', { orgId: OTHER, memberId: acting._id, until })
  expect(await acting.tries('notice.drafts', { orgId: OTHER })).toBe('done')
  // Who acts lets nobody act, and unmakes no secretary.
  const today = localDate(new Date(company.cloud.clock.now()))
  const about = { orgId: OTHER, role: 'deputySecretary', on: today } as const
  expect(await acting.tries('member.endPost', { ...about, memberId: acting._id })).toBe('forbidden')
  const own = { ...about, role: 'secretary', memberId: secretary._id } as const
  expect(await secretary.tries('member.endPost', own)).toBe('forbidden')
  const seen = await secretary.does('member.person', { orgId: OTHER, memberId: acting._id })
  expect(seen.posts).toMatchObject([{ delegateOf: secretary._id, mayEnd: true }])
  await secretary.does('member.endPost', { ...about, memberId: acting._id })
  expect(await acting.tries('notice.drafts', { orgId: OTHER })).toBe('forbidden')
})
