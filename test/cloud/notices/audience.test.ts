import { withCompany } from '../company'
import { asked, DAY, draftOf, freshId, fromNow, HOUR, publish, toOrganisations } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()

let find: ReturnType<typeof peopleOf>
let editor: Person
beforeAll(() => {
  find = peopleOf(company)
  editor = find.officer('editor', 'org-hq')
})

/** Both places show a notice to the first people and to none of the second. */
async function expectSeen(noticeId: string, by: Person[], notBy: Person[]) {
  for (const person of [...by, ...notBy]) {
    const { today, inbox } = await asked(person)
    const sees = by.includes(person)
    const told = {
      person: person._id,
      today: today.includes(noticeId),
      inbox: inbox.includes(noticeId),
    }
    expect(told).toEqual({ person: person._id, today: sees, inbox: sees })
  }
}

describe('who is asked', () => {
  it('is everyone below an organisation, by affiliation or attachment, and nobody of another branch', async () => {
    const secretary = find.officer('secretary', 'org-east-8')
    const guest = find.attached('org-east-8')
    expect(guest.affiliation.orgId).not.toBe('org-east-8')
    const noticeId = await publish(company, secretary, 'org-east-8')
    await expectSeen(
      noticeId,
      [guest, secretary],
      [find.plain('org-east-1'), find.plain('org-hq-1')],
    )
  })

  it('is everyone of the whole tree, whatever their branch', async () => {
    const noticeId = await publish(company, editor, 'org-hq')
    const anywhere = ['org-hq-1', 'org-east-3', 'org-southwest-2', 'org-overseas-2']
    await expectSeen(noticeId, [...anywhere.map((orgId) => find.plain(orgId)), editor], [])
  })

  it('is everyone of the chosen organisations', async () => {
    const audience = toOrganisations(['org-east-3', 'org-southwest'])
    const noticeId = await publish(company, editor, 'org-hq', { audience })
    await expectSeen(
      noticeId,
      [find.plain('org-east-3'), find.plain('org-southwest-2')],
      [find.plain('org-east-1'), find.plain('org-overseas-2')],
    )
  })

  it('is a stage of them only', async () => {
    const audience = toOrganisations(['org-east'], { stages: ['probationary'] })
    const noticeId = await publish(company, editor, 'org-hq', { audience })
    const inStage = (orgId: string) =>
      find.some(
        `probationary in ${orgId}`,
        (each) => each.stage === 'probationary' && each.affiliation.path.includes(orgId),
      )
    await expectSeen(
      noticeId,
      [inStage('org-east')],
      [find.plain('org-east-3'), inStage('org-southwest')],
    )
  })

  it('is the holders of a post only', async () => {
    const audience = toOrganisations(['org-east'], { roles: ['secretary'] })
    const noticeId = await publish(company, editor, 'org-hq', { audience })
    await expectSeen(
      noticeId,
      [find.officer('secretary', 'org-east'), find.officer('secretary', 'org-east-3')],
      [find.plain('org-east-3'), find.officer('secretary', 'org-southwest-2')],
    )
  })

  it('is the named people only', async () => {
    const named = [find.plain('org-east-3'), find.plain('org-overseas-2')]
    const audience = toOrganisations([], { memberIds: named.map(({ _id }) => _id) })
    const noticeId = await publish(company, editor, 'org-hq', { audience })
    await expectSeen(noticeId, named, [find.plain('org-east-3', 1), editor])
  })

  it('counts them beforehand as the list of names does afterwards', async () => {
    const secretary = find.officer('secretary', 'org-east-3')
    const audience = toOrganisations(['org-east-3'])
    const before = await secretary.does('notice.headcount', { orgId: 'org-east-3', audience })
    const noticeId = await publish(company, secretary, 'org-east-3')
    const { rows } = await secretary.does('notice.names', { noticeId, orgId: 'org-east-3' })
    expect(rows).toHaveLength(before.people)
    expect(rows.filter(({ state }) => state !== 'notJoined')).toHaveLength(before.joined)
  })

  it('is not who has left: their next call is refused', async () => {
    const secretary = find.officer('secretary', 'org-overseas-2')
    const leaver = find.plain('org-overseas-2')
    const noticeId = await publish(company, secretary, 'org-overseas-2')
    expect((await asked(leaver)).today).toContain(noticeId)
    const on = fromNow(company, 0).slice(0, 10)
    await secretary.does('member.leave', { memberId: leaver._id, on, reason: '调离公司' })
    expect(await leaver.tries('member.today', {})).toBe('left')
    expect(await leaver.tries('notice.open', { noticeId })).toBe('left')
    const receipt = { noticeId, version: 1, deviceAt: fromNow(company, 0) }
    expect(await leaver.tries('notice.confirm', receipt)).toBe('left')
    const { rows } = await secretary.does('notice.names', { noticeId, orgId: 'org-overseas-2' })
    expect(rows.map(({ memberId }) => memberId)).not.toContain(leaver._id)
  })
})

describe('what is outside of one’s own tree', () => {
  it.each([
    ['a superior', toOrganisations(['org-east'])],
    ['a sibling', toOrganisations(['org-east-1'])],
    ['one of another company beside one’s own', toOrganisations(['org-east-3', 'org-southwest-2'])],
    ['one that does not exist', toOrganisations(['org-nowhere'])],
  ])('is refused as an audience: %s', async (_what, audience) => {
    const secretary = find.officer('secretary', 'org-east-3')
    const noticeId = freshId()
    const notice = draftOf(company, { audience })
    const input = { noticeId, orgId: 'org-east-3', notice, filesConfirmed: false }
    expect(await secretary.tries('notice.publish', input)).toBe('forbidden')
    expect(await secretary.tries('notice.headcount', { orgId: 'org-east-3', audience })).toBe(
      'forbidden',
    )
    expect(await company.find('notices', noticeId)).toBeUndefined()
    expect(await company.find('asks', noticeId)).toBeUndefined()
  })

  it('is refused as named people, though one of them is one’s own', async () => {
    const secretary = find.officer('secretary', 'org-east-3')
    const memberIds = [find.plain('org-east-3')._id, find.plain('org-east-1')._id]
    const notice = draftOf(company, { audience: toOrganisations([], { memberIds }) })
    const input = { noticeId: freshId(), orgId: 'org-east-3', notice, filesConfirmed: false }
    expect(await secretary.tries('notice.publish', input)).toBe('forbidden')
  })

  it('is not opened nor confirmed by who was not asked', async () => {
    const stranger = find.plain('org-east-1')
    const noticeId = await publish(company, find.officer('secretary', 'org-east-3'), 'org-east-3')
    expect(await stranger.tries('notice.open', { noticeId })).toBe('notAsked')
    const receipt = { noticeId, version: 1, deviceAt: fromNow(company, 0) }
    expect(await stranger.tries('notice.confirm', receipt)).toBe('notAsked')
    expect(await company.find('answers', `${noticeId}:1:${stranger._id}`)).toBeUndefined()
  })
})

describe('a scheduled notice', () => {
  it('is shown to nobody but its authors until its time has come', async () => {
    const secretary = find.officer('secretary', 'org-east-3')
    const reader = find.plain('org-east-3', 1)
    const publishAt = fromNow(company, 2 * HOUR)
    const deadline = fromNow(company, DAY)
    const noticeId = await publish(company, secretary, 'org-east-3', { publishAt, deadline })
    const receipt = { noticeId, version: 1, deviceAt: fromNow(company, 0) }

    await expectSeen(noticeId, [], [reader])
    expect(await reader.tries('notice.open', { noticeId })).toBe('notAsked')
    expect(await reader.tries('notice.confirm', receipt)).toBe('notAsked')
    expect((await secretary.does('notice.open', { noticeId })).mayEdit).toBe(true)

    company.cloud.clock.advance(2 * HOUR + 1000)
    await expectSeen(noticeId, [reader], [])
    expect(await reader.tries('notice.confirm', receipt)).toBe('done')
  })
})
