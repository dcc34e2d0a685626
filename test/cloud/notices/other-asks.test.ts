import type { Ask } from '../../../typings/ask'
import { withCompany } from '../company'
import { DAY, draftOf, freshId, fromNow, publish, toOrganisations } from './draft'
import { type Person, peopleOf } from './people'

/** What other features ask stands in the same collections; notices neither show nor answer it. */

const company = withCompany()
const BRANCH = 'org-east-3'
let secretary: Person
let reader: Person
let notice: string
let meeting: string

beforeAll(async () => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  reader = find.plain(BRANCH)
  notice = await publish(company, secretary, BRANCH)
  meeting = freshId('meeting')
  const stored = await company.find<Ask>('asks', notice)
  const { deadline } = draftOf(company, { audience: toOrganisations([BRANCH]) })
  const subjectId = `${meeting}-document`
  await company.fill('asks', [{ ...stored, _id: meeting, kind: 'meeting', subjectId, deadline }])
  await company.fill('answers', [
    {
      _id: `${meeting}:1:${reader._id}`,
      askId: meeting,
      kind: 'meeting',
      version: 1,
      memberId: reader._id,
      orgId: BRANCH,
      path: reader.affiliation.path,
      readAt: fromNow(company, 0),
      answeredAt: null,
      changedAt: fromNow(company, 0),
      closesAt: fromNow(company, 30 * DAY),
    },
  ])
})

it('today shows it beside notices, with its kind and what it is about', async () => {
  const { asks } = await reader.does('member.today', {})
  const shown = asks.find((card) => card.askId === meeting)
  expect(shown).toMatchObject({ kind: 'meeting', subjectId: `${meeting}-document`, state: 'read' })
  expect(asks.map((card) => card.askId)).toContain(notice)
})

it('no box of the notices has it', async () => {
  const idsIn = async (by: Person, box: Parameters<typeof by.does<'notice.list'>>[1]) =>
    (await by.does('notice.list', box)).cards.map((card) => card.askId)
  expect(await idsIn(reader, { box: 'inbox', offset: 0, search: '' })).toEqual([notice])
  expect(await idsIn(secretary, { box: 'sent', orgId: BRANCH, before: null })).toEqual([notice])
  expect(await idsIn(reader, { box: 'done', before: null })).toEqual([])
})

it('is answered, recorded and followed up by its own feature only', async () => {
  const before = await company.snapshot()
  const answers = await Promise.all([
    reader.tries('notice.open', { noticeId: meeting }),
    reader.tries('notice.confirm', {
      noticeId: meeting,
      version: 1,
      deviceAt: fromNow(company, 0),
    }),
    reader.tries('notice.withdrawReply', { noticeId: meeting, version: 1 }),
    secretary.tries('notice.names', { noticeId: meeting, orgId: BRANCH }),
    secretary.tries('notice.progress', { noticeId: meeting, orgId: BRANCH }),
    secretary.tries('notice.recordTold', {
      noticeId: meeting,
      version: 1,
      orgId: BRANCH,
      memberId: reader._id,
      reason: '没有手机',
    }),
    secretary.tries('notice.nudge', {
      noticeId: meeting,
      orgId: BRANCH,
      memberIds: [],
      orgIds: [],
      clientId: 'c-1',
    }),
  ])
  expect(new Set(answers)).toEqual(new Set(['notFound']))
  expect(await company.snapshot()).toEqual(before)
})

it('a notice that nobody would be asked for, because its id is taken, is refused as such', async () => {
  const input = { noticeId: meeting, orgId: BRANCH, filesConfirmed: false }
  const draft = draftOf(company, { audience: toOrganisations([BRANCH]) })
  const before = await company.find('asks', meeting)
  expect(await secretary.tries('notice.publish', { ...input, notice: draft })).toBe('idReused')
  expect(await company.find('asks', meeting)).toEqual(before)
})
