import { CallError, unanswered } from '../../../miniprogram/services/call-error'
import { nudgeDesk } from '../../../miniprogram/services/nudge-desk'
import { nudgedRows, nudgeLine } from '../../../miniprogram/services/nudged'
import type { NudgeOutcome, NudgeResult } from '../../../typings/ask'

const outcome = (memberId: string, what: NudgeOutcome, orgName?: string) => ({
  memberId,
  name: memberId,
  outcome: what,
  ...(orgName === undefined ? {} : { secretaryOf: [{ orgId: orgName, orgName }] }),
})
const resultOf = (...outcomes: NudgeResult['outcomes']): NudgeResult => ({
  outcomes,
  withoutSecretary: [],
  card: { title: '', path: '' },
})

/** A server that answers what is `next`. */
function server() {
  const calls: { clientId: string; memberIds: string[]; orgIds: string[] }[] = []
  const state = { next: resultOf() as NudgeResult | CallError }
  const desk = nudgeDesk<{ noticeId: string; orgId: string }>(async (input) => {
    calls.push(input)
    if (state.next instanceof CallError) throw state.next
    return state.next
  })
  return { calls, state, desk }
}

const about = { noticeId: 'n', orgId: 'o' }

test('a tap that got no answer is sent again under its id; another choice, and what comes after an answer, is another nudge', async () => {
  const { calls, state, desk } = server()
  const send = () => desk.send(about, false).catch(() => null)
  state.next = unanswered(new Error('timeout'))
  await send()
  await send()
  desk.pick('a')
  await send()
  state.next = new CallError('withdrawn', '已撤回', false)
  await send()
  state.next = resultOf()
  await send()
  const ids = calls.map(({ clientId }) => clientId)
  expect(ids[1]).toBe(ids[0])
  expect(ids[3]).toBe(ids[2])
  expect(new Set(ids).size).toBe(3)
  expect(calls.map(({ memberIds }) => memberIds)).toEqual([[], [], ['a'], ['a'], ['a']])
})

test('above a branch organisations are picked, elsewhere people; who has done it meanwhile is picked no more', async () => {
  const { calls, desk } = server()
  for (const id of ['a', 'b', 'c', 'b']) desk.pick(id)
  desk.keep(['c'])
  await desk.send(about, true)
  expect([...desk.picked]).toEqual([])
  await desk.send(about, false)
  expect(calls).toMatchObject([
    { memberIds: [], orgIds: ['c'] },
    { memberIds: [], orgIds: ['o'] },
  ])
})

test('who is picked while the others are reminded stays picked', async () => {
  const { state, desk } = server()
  state.next = resultOf(outcome('a', 'sent'))
  desk.pick('a')
  const sent = desk.send(about, false)
  desk.pick('b')
  await sent
  expect([...desk.picked]).toEqual(['b'])
})

test('a long result is shown in parts', async () => {
  const { state, desk } = server()
  state.next = resultOf(...Array.from({ length: 100 }, (_, at) => outcome(`p${at}`, 'noQuota')))
  await desk.send(about, false)
  expect([desk.shown(), desk.more(), desk.more()].map((each) => each.nudgedLeft)).toEqual([
    60, 20, 0,
  ])
})

test('the caller stands in no list of people to call, and is told what is theirs to do', () => {
  const own = resultOf(outcome('me', 'yourself'), outcome('other', 'noQuota'))
  expect(nudgedRows(own, false).map(({ id }) => id)).toEqual(['other'])
  expect(nudgedRows(own, true).find(({ id }) => id === 'me')?.callable).toBe(false)
  expect(nudgeLine(own)).toBe('微信提醒不到这 1 人，请打电话，或把卡片发到群里。您自己还没有完成。')
  const done = resultOf(outcome('me', 'yourself'), outcome('other', 'alreadyAnswered'))
  expect(nudgeLine(done)).toBe('您自己还没有完成。')
  const above = resultOf(outcome('me', 'yourself', '一支部'), outcome('other', 'sent', '二支部'))
  expect(nudgeLine(above)).toBe('1 人都已提醒。一支部由您本人负责，请到那里的名单里提醒。')
})
