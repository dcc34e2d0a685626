import { withCompany } from '../company'
import { draftOf, freshId, fromNow } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()
/** A committee whose secretary and deputy have both joined. */
const OWN = 'org-east'

let find: ReturnType<typeof peopleOf>
let secretary: Person
let deputy: Person
beforeAll(() => {
  find = peopleOf(company)
  secretary = find.officer('secretary', OWN)
  deputy = find.officer('deputySecretary', OWN)
})

const save = (draftId: string, seenVersion: number, title: string, orgId = OWN) => ({
  draftId,
  orgId,
  seenVersion,
  draft: draftOf(company, { title, body: [] }),
})

describe('a draft', () => {
  it('is kept as it is typed, with neither title nor text yet', async () => {
    const draftId = freshId('draft')
    expect(await secretary.does('notice.saveDraft', save(draftId, 0, ''))).toMatchObject({
      version: 1,
    })
    await secretary.does('notice.saveDraft', save(draftId, 1, '节前'))
    await secretary.does('notice.saveDraft', save(draftId, 2, '节前安全检查'))
    const kept = await secretary.does('notice.readDraft', { orgId: OWN, draftId })
    expect(kept).toMatchObject({ version: 3, draft: { title: '节前安全检查', body: [] } })
  })

  it('is never overwritten by who has not seen the other writer’s change', async () => {
    const draftId = freshId('draft')
    await secretary.does('notice.saveDraft', save(draftId, 0, '初稿'))
    await deputy.does('notice.saveDraft', save(draftId, 1, '副书记改'))
    expect(await secretary.tries('notice.saveDraft', save(draftId, 1, '书记改'))).toBe(
      'changedMeanwhile',
    )
    expect(await secretary.tries('notice.saveDraft', save(draftId, 0, '重新开始'))).toBe(
      'changedMeanwhile',
    )
    const kept = await secretary.does('notice.readDraft', { orgId: OWN, draftId })
    expect(kept).toMatchObject({ version: 2, draft: { title: '副书记改' } })
  })

  it('saved twice by a retry is one version', async () => {
    const draftId = freshId('draft')
    for (const seen of [0, 1]) {
      const input = save(draftId, seen, `第${seen}稿`)
      const first = await secretary.does('notice.saveDraft', input)
      expect(await secretary.does('notice.saveDraft', input)).toEqual(first)
    }
  })

  it('belongs to the organisation: its officers share it, other branches see nothing of it', async () => {
    const draftId = freshId('draft')
    await secretary.does('notice.saveDraft', save(draftId, 0, '本支部的草稿'))
    const { drafts } = await deputy.does('notice.drafts', { orgId: OWN })
    expect(drafts).toContainEqual(
      expect.objectContaining({ draftId, title: '本支部的草稿', by: secretary.name }),
    )

    const other = find.officer('secretary', 'org-east-2')
    expect(await other.tries('notice.drafts', { orgId: OWN })).toBe('forbidden')
    expect(await other.tries('notice.readDraft', { orgId: 'org-east-2', draftId })).toBe(
      'forbidden',
    )
    expect(await other.tries('notice.saveDraft', save(draftId, 1, '改写', 'org-east-2'))).toBe(
      'notFound',
    )
    await other.does('notice.dropDraft', { orgId: 'org-east-2', draftId })
    expect(await find.plain('org-east-3').tries('notice.drafts', { orgId: OWN })).toBe('forbidden')
    const kept = await secretary.does('notice.readDraft', { orgId: OWN, draftId })
    expect(kept.draft.title).toBe('本支部的草稿')
  })

  it('stays with the branch when its writer has left', async () => {
    const [orgId, draftId] = ['org-overseas-2', freshId('draft')]
    const writer = find.officer('secretary', orgId)
    await writer.does('notice.saveDraft', save(draftId, 0, '交接的草稿', orgId))
    const on = fromNow(company, 0).slice(0, 10)
    await writer.does('member.leave', { memberId: writer._id, on, reason: '调离公司' })
    expect(await writer.tries('notice.readDraft', { orgId, draftId })).toBe('left')

    const successor = find.plain(orgId)
    const above = find.officer('secretary', 'org-overseas')
    const post = { memberId: successor._id, role: 'secretary' as const, orgId, from: on }
    await above.does('member.appoint', post)
    const kept = await successor.does('notice.readDraft', { orgId, draftId })
    expect(kept.draft.title).toBe('交接的草稿')
  })

  it('dropped is gone', async () => {
    const draftId = freshId('draft')
    await secretary.does('notice.saveDraft', save(draftId, 0, '不要了'))
    await deputy.does('notice.dropDraft', { orgId: OWN, draftId })
    expect(await secretary.tries('notice.readDraft', { orgId: OWN, draftId })).toBe('notFound')
  })
})
