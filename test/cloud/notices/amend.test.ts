import { withCompany } from '../company'
import { asked, DAY, draftOf, freshId, fromNow, publish, toOrganisations } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()
const BRANCH = 'org-east-3'
const OLD = [{ kind: 'text' as const, text: '周三下午三点，二楼会议室。' }]
const NEW = [{ kind: 'text' as const, text: '周四下午三点，三楼会议室。' }]

let find: ReturnType<typeof peopleOf>
let secretary: Person
let reader: Person
beforeAll(() => {
  find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  reader = find.plain(BRANCH)
})

const receipt = (noticeId: string, version: number) => ({
  noticeId,
  version,
  deviceAt: fromNow(company, 0),
})

async function confirmedOnce(): Promise<string> {
  const noticeId = await publish(company, secretary, BRANCH, { title: '开会通知', body: OLD })
  await reader.does('notice.confirm', receipt(noticeId, 1))
  company.cloud.clock.advance(1000)
  return noticeId
}

const amendment = (noticeId: string, askAgain: boolean, seenVersion = 1) => ({
  noticeId,
  seenVersion,
  title: '开会通知（改期）',
  body: NEW,
  deadline: fromNow(company, 3 * DAY),
  askAgain,
})

const CHANGES = [
  { field: 'title', before: '开会通知', after: '开会通知（改期）' },
  { field: 'body', before: OLD[0]?.text, after: NEW[0]?.text },
  { field: 'deadline', before: expect.any(String), after: expect.any(String) },
]

async function stateOf(noticeId: string): Promise<string | undefined> {
  const { rows } = await secretary.does('notice.names', { noticeId, orgId: BRANCH })
  return rows.find(({ memberId }) => memberId === reader._id)?.state
}

describe('an amendment that asks again', () => {
  it('puts it back on Today, shows what changed, and keeps the old answer', async () => {
    const noticeId = await confirmedOnce()
    await secretary.does('notice.amend', amendment(noticeId, true))
    expect((await asked(reader)).today).toContain(noticeId)
    expect(await stateOf(noticeId)).toBe('unread')

    const view = await reader.does('notice.open', { noticeId })
    expect(view.card).toMatchObject({ version: 2, state: 'read', changed: true })
    expect(view.changes).toEqual(CHANGES)

    expect(await reader.tries('notice.confirm', receipt(noticeId, 1))).toBe('changedMeanwhile')
    await reader.does('notice.confirm', receipt(noticeId, 2))
    expect(await stateOf(noticeId)).toBe('confirmed')
    const first = await company.find<{ answeredAt: string | null }>(
      'answers',
      `${noticeId}:1:${reader._id}`,
    )
    expect(first?.answeredAt).toEqual(expect.any(String))
  })

  it('shows no change to who first looks afterwards', async () => {
    const noticeId = await confirmedOnce()
    await secretary.does('notice.amend', amendment(noticeId, true))
    expect((await find.plain(BRANCH, 1).does('notice.open', { noticeId })).changes).toEqual([])
  })
})

describe('an amendment that does not ask again', () => {
  it('leaves the answers as they are, and shows what changed', async () => {
    const noticeId = await confirmedOnce()
    await secretary.does('notice.amend', amendment(noticeId, false))
    expect((await asked(reader)).today).not.toContain(noticeId)
    expect(await stateOf(noticeId)).toBe('confirmed')

    const view = await reader.does('notice.open', { noticeId })
    expect(view.card).toMatchObject({ version: 1, state: 'answered', changed: false })
    expect(view.notice.title).toBe('开会通知（改期）')
    expect(view.changes).toEqual(CHANGES)
  })

  it('can still be answered from a page that was open before', async () => {
    const noticeId = await publish(company, secretary, BRANCH, { body: OLD })
    await reader.does('notice.open', { noticeId })
    await secretary.does('notice.amend', amendment(noticeId, false))
    expect(await reader.tries('notice.confirm', receipt(noticeId, 1))).toBe('done')
  })
})

describe('a deadline', () => {
  it('that is over is not set, neither is one before the publication; one that was there may stay', async () => {
    const noticeId = await publish(company, secretary, BRANCH, { deadline: fromNow(company, DAY) })
    const soon = { publishAt: fromNow(company, 2 * DAY), deadline: fromNow(company, 3 * DAY) }
    const ahead = await publish(company, secretary, BRANCH, soon)
    const { notice } = await reader.does('notice.open', { noticeId })
    company.cloud.clock.advance(DAY + 1000)
    const kept = { ...amendment(noticeId, false), deadline: notice.deadline }
    for (const deadline of [fromNow(company, 0), '1970-01-01T00:00:00.000Z'])
      expect(await secretary.tries('notice.amend', { ...kept, deadline })).toBe('badInput')
    expect(await secretary.tries('notice.amend', kept)).toBe('done')
    expect((await asked(reader)).today).toContain(noticeId)
    const early = { ...amendment(ahead, false), deadline: fromNow(company, DAY / 2) }
    expect(await secretary.tries('notice.amend', early)).toBe('badInput')
  })

  it('put off asks nobody again who answered, however long the notice stays open', async () => {
    const deadline = fromNow(company, DAY)
    const noticeId = await publish(company, secretary, BRANCH, { body: OLD, deadline })
    await reader.does('notice.confirm', receipt(noticeId, 1))
    const later = { ...amendment(noticeId, false), deadline: fromNow(company, 90 * DAY) }
    await secretary.does('notice.amend', later)
    const slow = find.plain(BRANCH, 2)
    await slow.does('notice.confirm', receipt(noticeId, 1))
    company.cloud.clock.advance(30_000)
    await company.cloud.timers.settled()
    await company.cloud.timers.fire('clock')
    company.cloud.clock.advance(60 * DAY)
    await company.cloud.timers.settled()
    const late = find.plain(BRANCH, 1)
    expect((await asked(late)).today).toContain(noticeId)
    for (const done of [reader, slow]) expect((await asked(done)).today).not.toContain(noticeId)
  })
})

describe('amending', () => {
  it('never overwrites what another author changed meanwhile', async () => {
    const noticeId = await confirmedOnce()
    const mine = amendment(noticeId, true)
    const theirs = { ...mine, title: '别人的改动' }
    const outcomes = await Promise.all([
      secretary.tries('notice.amend', mine),
      secretary.tries('notice.amend', theirs),
    ])
    expect(outcomes.sort()).toEqual(['changedMeanwhile', 'done'])
  })

  it('arriving twice is one version', async () => {
    const noticeId = await confirmedOnce()
    const input = amendment(noticeId, true)
    const first = await secretary.does('notice.amend', input)
    expect(await secretary.does('notice.amend', input)).toEqual(first)
    expect((await reader.does('notice.open', { noticeId })).card.version).toBe(2)
  })

  it('is for who publishes there, not for readers', async () => {
    const noticeId = await confirmedOnce()
    expect(await reader.tries('notice.amend', amendment(noticeId, false))).toBe('forbidden')
  })
})

describe('a withdrawn notice', () => {
  it('gives its readers no text and no files any more, its author everything', async () => {
    const file = {
      fileId: 'cloud://local/notice-files/plan.pdf',
      name: '方案.pdf',
      size: 1000,
      kind: 'pdf' as const,
    }
    const noticeId = freshId()
    const notice = draftOf(company, {
      audience: toOrganisations([BRANCH]),
      body: OLD,
      files: [file],
    })
    const input = { noticeId, orgId: BRANCH, notice, filesConfirmed: true }
    await secretary.does('notice.publish', input)
    await reader.does('notice.open', { noticeId })
    await secretary.does('notice.amend', amendment(noticeId, false))
    await secretary.does('notice.withdraw', { noticeId, reason: '内容有误' })
    for (const each of [reader, find.plain(BRANCH, 1)]) {
      const seen = await each.does('notice.open', { noticeId })
      expect(seen).toMatchObject({ notice: { body: [], files: [] }, changes: [], myReply: null })
    }
    const kept = await secretary.does('notice.open', { noticeId })
    expect(kept.notice.files).toEqual([file])
    expect(kept.notice.body).not.toEqual([])
  })

  it('says so, leaves Today, takes no answers and no amendments', async () => {
    const noticeId = await publish(company, secretary, BRANCH, { mode: 'reply' })
    await reader.does('notice.confirm', { ...receipt(noticeId, 1), reply: '收到' })
    const late = find.plain(BRANCH, 1)
    await secretary.does('notice.withdraw', { noticeId, reason: '内容有误' })

    expect((await asked(late)).today).not.toContain(noticeId)
    const late1 = { ...receipt(noticeId, 1), reply: '收到' }
    expect(await late.tries('notice.confirm', late1)).toBe('withdrawn')
    expect(await reader.tries('notice.withdrawReply', { noticeId, version: 1 })).toBe('withdrawn')
    expect(await secretary.tries('notice.amend', amendment(noticeId, true))).toBe('withdrawn')
    const view = await late.does('notice.open', { noticeId })
    expect(view.notice).toMatchObject({ state: 'withdrawn', withdrawnReason: '内容有误' })
    expect(view.notice.title).not.toBe('')
    expect(await company.find('answers', `${noticeId}:1:${late._id}`)).toBeUndefined()
  })

  it('keeps its first reason when it is withdrawn again', async () => {
    const noticeId = await publish(company, secretary, BRANCH)
    await secretary.does('notice.withdraw', { noticeId, reason: '内容有误' })
    await secretary.does('notice.withdraw', { noticeId, reason: '另一个原因' })
    const { notice } = await secretary.does('notice.open', { noticeId })
    expect(notice.withdrawnReason).toBe('内容有误')
  })
})
