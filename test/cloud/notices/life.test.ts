import { parsePlan } from '../../../local/cloud/faults/plan'
import type { Ask } from '../../../typings/ask'
import type { OutputOf } from '../../../typings/contract'
import type { Member } from '../../../typings/organisation'
import type { PageMark } from '../../../typings/page'
import type { Caller } from '../company'
import { withCompany } from '../company'
import { asked, DAY, draftOf, freshId, fromNow, HOUR, publish, toOrganisations } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()
const BRANCH = 'org-east-3'

let find: ReturnType<typeof peopleOf>
let secretary: Person
beforeAll(() => {
  find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
})
afterEach(() => {
  company.cloud.faults.clear()
  company.cloud.wechat.setVerdict({ text: 'pass', words: {} })
})

const receipt = (noticeId: string, version = 1) => ({
  noticeId,
  version,
  deviceAt: fromNow(company, 0),
})

async function row(by: Caller, noticeId: string, person: { _id: string }, orgId = BRANCH) {
  const { rows } = await by.does('notice.names', { noticeId, orgId })
  return rows.find(({ memberId }) => memberId === person._id)
}

describe('publishing', () => {
  const published = (notice = draftOf(company, { audience: toOrganisations([BRANCH]) })) => ({
    noticeId: freshId(),
    orgId: BRANCH,
    notice,
    filesConfirmed: false,
  })

  it('happens once, however often it is tapped, and every tap has the same receipt', async () => {
    const input = published()
    const [first, ...others] = await Promise.all(
      Array.from({ length: 4 }, () => secretary.does('notice.publish', input)),
    )
    const later = await secretary.does('notice.publish', input)
    expect([...others, later]).toEqual(Array(4).fill(first))
    const sent = await secretary.does('notice.list', { box: 'sent', orgId: BRANCH, before: null })
    expect(sent.cards.filter(({ subjectId }) => subjectId === input.noticeId)).toHaveLength(1)
    const log = await company.documents<{ subjectId: string }>('audit')
    expect(log.filter(({ subjectId }) => subjectId === input.noticeId)).toHaveLength(1)
  })

  it('refuses another text, or another author, under the same id', async () => {
    const input = published()
    await secretary.does('notice.publish', input)
    const other = { ...input, notice: { ...input.notice, title: '另一个标题' } }
    expect(await secretary.tries('notice.publish', other)).toBe('idReused')
    const deputy = find.officer('deputySecretary', 'org-east')
    const foreign = { ...input, orgId: 'org-east' }
    expect(await deputy.tries('notice.publish', foreign)).toBe('idReused')
    const view = await find.plain(BRANCH).does('notice.open', { noticeId: input.noticeId })
    expect(view.notice.title).toBe(input.notice.title)
    expect(view.notice.orgId).toBe(BRANCH)
  })

  it('tells a phone that asks again after the deadline that its notice went out in time', async () => {
    const author = peopleOf(company).officer('editor', 'org-hq')
    const noticeId = freshId()
    const notice = draftOf(company, { deadline: fromNow(company, HOUR) })
    const input = { noticeId, orgId: 'org-hq', notice, filesConfirmed: false }
    const receipt = await author.does('notice.publish', input)
    company.cloud.clock.advance(2 * HOUR)
    expect(await author.does('notice.publish', input)).toEqual(receipt)
    const other = { ...input, notice: { ...notice, title: '别的' } }
    expect(await author.tries('notice.publish', other)).toBe('badInput')
    company.cloud.clock.set(undefined)
  })

  it('refuses a deadline that has passed, or that comes before the notice', async () => {
    const audience = toOrganisations([BRANCH])
    const past = published(draftOf(company, { audience, deadline: fromNow(company, -1000) }))
    const early = published(
      draftOf(company, {
        audience,
        publishAt: fromNow(company, 2 * DAY),
        deadline: fromNow(company, DAY),
      }),
    )
    for (const input of [past, early]) {
      const answer = await secretary.call('notice.publish', input)
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'badInput', detail: { field: 'notice.deadline' } },
      })
      expect(await company.find('asks', input.noticeId)).toBeUndefined()
    }
  })

  it('publishes nothing that WeChat refuses or would look at', async () => {
    company.cloud.wechat.setVerdict({ words: { 违禁: 'risky', 可疑: 'review' } })
    for (const word of ['违禁', '可疑']) {
      const body = [{ kind: 'list' as const, items: ['第一项', `含有${word}的一项`] }]
      const input = published(draftOf(company, { audience: toOrganisations([BRANCH]), body }))
      expect(await secretary.tries('notice.publish', input)).toBe('contentRefused')
      expect(await company.find('notices', input.noticeId)).toBeUndefined()
    }
  })

  it('says that the check is unreachable, keeps the draft, and can be repeated', async () => {
    const input = published()
    const draft = { draftId: input.noticeId, orgId: BRANCH, draft: input.notice, seenVersion: 0 }
    await secretary.does('notice.saveDraft', draft)
    company.cloud.faults.add([parsePlan({ kind: 'error', action: 'wx.*', times: 'always' })], 1)
    const answer = await secretary.call('notice.publish', input)
    expect(answer).toMatchObject({ ok: false, error: { code: 'checkUnreachable', retry: true } })
    expect(await company.find('notices', input.noticeId)).toBeUndefined()
    const kept = await secretary.does('notice.readDraft', {
      orgId: BRANCH,
      draftId: input.noticeId,
    })
    expect(kept.draft.title).toBe(input.notice.title)
    company.cloud.faults.clear()
    expect(await secretary.tries('notice.publish', input)).toBe('done')
  })
})

describe('answering', () => {
  it('opening is the read receipt, 收到 the answer, and a repeat has the first receipt', async () => {
    const reader = find.plain(BRANCH)
    const noticeId = await publish(company, secretary, BRANCH)
    expect((await row(secretary, noticeId, reader))?.state).toBe('unread')

    const view = await reader.does('notice.open', { noticeId })
    expect(view.card.state).toBe('read')
    expect((await row(secretary, noticeId, reader))?.state).toBe('read')
    expect((await asked(reader)).today).toContain(noticeId)

    const first = await reader.does('notice.confirm', receipt(noticeId))
    company.cloud.clock.advance(5000)
    expect(await reader.does('notice.confirm', receipt(noticeId))).toEqual(first)
    expect((await row(secretary, noticeId, reader))?.state).toBe('confirmed')
    expect((await asked(reader)).today).not.toContain(noticeId)
    const done = await reader.does('notice.list', { box: 'done', before: null })
    expect(done.cards.find(({ subjectId }) => subjectId === noticeId)?.state).toBe('answered')
  })

  it('lists what was looked at page by page, each once', async () => {
    const reader = find.plain(BRANCH, 2)
    const noticeIds: string[] = []
    for (let index = 0; index < 23; index += 1) {
      const noticeId = await publish(company, secretary, BRANCH, { mode: 'read' })
      await reader.does('notice.open', { noticeId })
      company.cloud.clock.advance(1000)
      noticeIds.unshift(noticeId)
    }
    const first = await reader.does('notice.list', { box: 'done', before: null })
    expect(first.more).toBe(true)
    const second = await reader.does('notice.list', { box: 'done', before: first.next })
    const seen = [...first.cards, ...second.cards].map(({ subjectId }) => subjectId)
    expect(seen.slice(0, 23)).toEqual(noticeIds)
  })

  it('pages what was sent without losing or doubling what was set for one instant', async () => {
    const ask = await company.find<Ask>('asks', await publish(company, secretary, BRANCH))
    const ids = Array.from({ length: 50 }, (_, at) => `nine-${at}`)
    const publishAt = fromNow(company, DAY)
    await company.fill(
      'asks',
      ids.map((_id) => ({ ...ask, _id, subjectId: _id, publishAt })),
    )
    const seen: string[] = []
    for (let before: PageMark | null = null; seen.length < ids.length; ) {
      const page: OutputOf<'notice.list'> = await secretary.does('notice.list', {
        ...{ box: 'sent', orgId: BRANCH, before },
      })
      seen.push(...page.cards.map(({ subjectId }) => subjectId))
      before = page.next
    }
    expect(seen.slice(0, ids.length).sort()).toEqual(ids.sort())
    await company.fill(
      'asks',
      ids.map((_id) => ({ ...ask, _id, state: 'withdrawn', audienceKeys: [] })),
    )
  })

  it('lists what is unread before what was read, and says of what was withdrawn that it is', async () => {
    const reader = find.plain(BRANCH, 3)
    const title = '关于先后次序的通知'
    const soon = fromNow(company, HOUR)
    const read = await publish(company, secretary, BRANCH, { title, deadline: soon })
    const unread = await publish(company, secretary, BRANCH, { title })
    await reader.does('notice.open', { noticeId: read })
    const inbox = await reader.does('notice.list', { box: 'inbox', offset: 0, search: '先后次序' })
    expect(inbox.cards.map(({ subjectId }) => subjectId)).toEqual([unread, read])
    await secretary.does('notice.withdraw', { noticeId: read, reason: '发错了' })
    const { cards } = await reader.does('notice.list', { box: 'done', before: null })
    expect(cards.find(({ subjectId }) => subjectId === read)?.withdrawn).toBe(true)
  })

  it('can be done without having opened it: a card confirmed without network', async () => {
    const reader = find.plain(BRANCH, 1)
    const noticeId = await publish(company, secretary, BRANCH)
    const deviceAt = fromNow(company, -3000)
    await reader.does('notice.confirm', { noticeId, version: 1, deviceAt })
    expect((await row(secretary, noticeId, reader))?.state).toBe('confirmed')
    const answer = await company.find('answers', `${noticeId}:1:${reader._id}`)
    expect(answer).toMatchObject({ deviceAt, orgId: BRANCH })
  })

  it('is opening it when no more than reading is asked', async () => {
    const reader = find.plain(BRANCH)
    const noticeId = await publish(company, secretary, BRANCH, { mode: 'read' })
    expect((await reader.does('notice.open', { noticeId })).card.state).toBe('answered')
    expect((await row(secretary, noticeId, reader))?.state).toBe('confirmed')
  })

  it('is a reply, seen by the secretary, taken back until the deadline', async () => {
    const reader = find.plain(BRANCH)
    const other = find.plain(BRANCH, 1)
    const noticeId = await publish(company, secretary, BRANCH, {
      mode: 'reply',
      deadline: fromNow(company, DAY),
    })
    expect(await reader.tries('notice.confirm', receipt(noticeId))).toBe('badInput')
    for (const person of [reader, other])
      await person.does('notice.confirm', { ...receipt(noticeId), reply: '周五前完成' })
    expect((await row(secretary, noticeId, reader))?.reply).toBe('周五前完成')

    const first = await reader.does('notice.withdrawReply', { noticeId, version: 1 })
    expect(await reader.does('notice.withdrawReply', { noticeId, version: 1 })).toEqual(first)
    const after = await row(secretary, noticeId, reader)
    expect(after).toMatchObject({ state: 'confirmed' })
    expect(after?.reply).toBeUndefined()
    expect((await reader.does('notice.open', { noticeId })).myReply?.withdrawn).toBe(true)
    // The words themselves are gone, not only hidden.
    const kept = await company.find<{ reply: string }>('answers', `${noticeId}:1:${reader._id}`)
    expect(kept?.reply).toBe('')

    company.cloud.clock.advance(DAY + 1000)
    const late = { noticeId, version: 1 }
    expect(await other.tries('notice.withdrawReply', late)).toBe('deadlinePassed')
    expect((await row(secretary, noticeId, other))?.reply).toBe('周五前完成')
  })

  it('refuses a reply that WeChat refuses', async () => {
    company.cloud.wechat.setVerdict({ words: { 违禁: 'risky' } })
    const noticeId = await publish(company, secretary, BRANCH, { mode: 'reply' })
    const input = { ...receipt(noticeId), reply: '违禁内容' }
    expect(await find.plain(BRANCH).tries('notice.confirm', input)).toBe('contentRefused')
  })
})

describe('names by state', () => {
  it('lists everybody once: 未加入, 未读, 已读, 书记代记, 已确认', async () => {
    const [reading, confirmed, told] = [0, 1, 2].map((nth) => find.plain(BRANCH, nth)) as [
      Person,
      Person,
      Person,
    ]
    const absent = find.notJoined(BRANCH)
    const noticeId = await publish(company, secretary, BRANCH)
    await reading.does('notice.open', { noticeId })
    await confirmed.does('notice.confirm', receipt(noticeId))
    const note = { noticeId, version: 1, orgId: BRANCH, reason: '工地无信号，已当面告知' }
    await secretary.does('notice.recordTold', { ...note, memberId: told._id })
    await secretary.does('notice.recordTold', { ...note, memberId: absent._id })

    expect((await row(secretary, noticeId, reading))?.state).toBe('read')
    expect((await row(secretary, noticeId, confirmed))?.state).toBe('confirmed')
    for (const person of [told, absent])
      expect(await row(secretary, noticeId, person)).toMatchObject({
        state: 'recorded',
        recordedReason: note.reason,
      })
    const { rows } = await secretary.does('notice.names', { noticeId, orgId: BRANCH })
    const expected = company.members.filter(({ audienceKeys }) =>
      audienceKeys.includes(`org:${BRANCH}`),
    )
    expect(rows.map(({ memberId }) => memberId).sort()).toEqual(
      expected.map(({ _id }) => _id).sort(),
    )
    const others = rows.filter(({ state }) => state === 'notJoined').map(({ memberId }) => memberId)
    const without = expected.filter(({ openid, _id }) => openid === undefined && _id !== absent._id)
    expect(others.sort()).toEqual(without.map(({ _id }) => _id).sort())
    expect(JSON.stringify(rows)).not.toContain(confirmed.phone)
  })

  it('never puts the secretary’s note in place of the person’s own answer', async () => {
    const reader = find.plain(BRANCH)
    const noticeId = await publish(company, secretary, BRANCH)
    const own = await reader.does('notice.confirm', receipt(noticeId))
    company.cloud.clock.advance(1000)
    const note = { noticeId, version: 1, orgId: BRANCH, memberId: reader._id, reason: '已当面告知' }
    expect(await secretary.does('notice.recordTold', note)).toEqual(own)
    expect((await row(secretary, noticeId, reader))?.state).toBe('confirmed')
  })

  it('records nobody as told who has left, nor of what nobody sees yet', async () => {
    const { openid: _, ...model } = find.plain(BRANCH) as Member
    await company.fill('members', [{ ...model, _id: 'gone', state: 'left' }])
    const soon = { publishAt: fromNow(company, HOUR) }
    const noticeId = await publish(company, secretary, BRANCH)
    const ahead = await publish(company, secretary, BRANCH, soon)
    const note = { noticeId, version: 1, orgId: BRANCH, reason: '已当面告知' }
    expect(await secretary.tries('notice.recordTold', { ...note, memberId: 'gone' })).toBe(
      'notAsked',
    )
    const early = { ...note, noticeId: ahead, memberId: model._id }
    expect(await secretary.tries('notice.recordTold', early)).toBe('notAsked')
  })

  it('counts a lent person’s answer in both branches', async () => {
    const guest = find.attached('org-east-8')
    const east = find.officer('secretary', 'org-east')
    const noticeId = await publish(company, east, 'org-east')
    await guest.does('notice.confirm', receipt(noticeId))
    const there = await row(east, noticeId, guest, 'org-east-8')
    const home = await row(east, noticeId, guest, guest.affiliation.orgId)
    expect([there?.state, home?.state]).toEqual(['confirmed', 'confirmed'])
  })
})
