import fc from 'fast-check'
import { attendeesOf } from '../../../../cloudfunctions/rules/meeting/attendees'
import { type DutyHolder, dutiesOf } from '../../../../cloudfunctions/rules/meeting/duties'
import { alsoAt, KINDS } from '../../../../cloudfunctions/rules/meeting/kinds'
import { factsOf, presentWords } from '../../../../cloudfunctions/rules/meeting/minutes'
import { ballotNumbersOf, numbersOf } from '../../../../cloudfunctions/rules/meeting/numbers'
import {
  canElect,
  canVote,
  committeeOk,
  countProblem,
  hindrance,
  outcomesOf,
  passes,
} from '../../../../cloudfunctions/rules/meeting/quorum'
import type {
  Attendance,
  Attendee,
  Leave,
  Meeting,
  MeetingKind,
  Motion,
  Numbers,
} from '../../../../typings/meeting'
import type {
  Member,
  MemberStage,
  OrganisationLevel,
  PostRole,
} from '../../../../typings/organisation'

const numbers = (expectedVoters: number, presentVoters: number): Numbers => ({
  expectedAll: expectedVoters + 2,
  presentAll: presentVoters,
  expectedVoters,
  presentVoters,
  observers: 0,
  onLeave: 0,
  remote: 0,
})
const HALF = 'halfIsEnough'
const sittingOf = (kind: MeetingKind, ...also: MeetingKind[]) =>
  ({ kind, also, half: HALF }) as const
const put = (changes: Partial<Motion> = {}) =>
  ({
    type: 'resolution',
    method: 'showOfHands',
    candidates: [],
    title: '计划',
    seats: 0,
    ...changes,
  }) as Motion
const tally = (yes: number, no = 0, abstain = 0) => ({ yes, no, abstain })
const ballots = (tallies: ReturnType<typeof tally>[], written: ReturnType<typeof tally>[] = []) => {
  const cast = tallies[0] === undefined ? 0 : tallies[0].yes + tallies[0].no + tallies[0].abstain
  return { tallies, written, issued: cast, returned: cast, invalid: 0 }
}
const small = fc.integer({ min: 1, max: 500 })

describe('MTG-1 general meeting', () => {
  const sitting = sittingOf('generalMeeting')

  test('may vote when at least half of those with a vote are present; each meeting says how it reads half', () => {
    expect(canVote(numbers(10, 5), HALF)).toBe(true)
    expect(canVote(numbers(10, 5), 'moreThanHalf')).toBe(false)
    expect(canVote(numbers(10, 4), HALF)).toBe(false)
    expect(canVote(numbers(0, 0), HALF)).toBe(false)
    fc.assert(
      fc.property(small, small, (expected, present) => {
        expect(canVote(numbers(expected, present), HALF)).toBe(present * 2 >= expected)
        expect(hindrance(sitting, 'resolution', numbers(expected, present)) === null).toBe(
          present * 2 >= expected,
        )
      }),
    )
  })

  test('passes on more than half of the expected, not of the present', () => {
    expect(passes(5, 10)).toBe(false)
    expect(passes(6, 10)).toBe(true)
    const [outcome] = outcomesOf(put(), numbers(20, 10), ballots([tally(10)]))
    expect(outcome?.passed).toBe(false)
    fc.assert(
      fc.property(small, small, (yes, expected) => {
        const [result] = outcomesOf(put(), numbers(expected, yes), ballots([tally(yes)]))
        expect(result?.passed).toBe(yes * 2 > expected)
      }),
    )
  })

  test('says in a sentence what was counted, against what, by which rule and version', () => {
    const [outcome] = outcomesOf(put(), numbers(10, 8), ballots([tally(7, 1, 0)]))
    expect(outcome?.sentence).toBe(
      '应到12人、实到8人，其中有表决权的应到10人、实到8人，举手表决：同意7票、不同意1票、弃权0票。同意票超过应到会有表决权党员的半数，表决通过。',
    )
    expect(outcome).toMatchObject({ ruleVersion: '2018.10' })
    expect(outcome?.rule).toContain('第十四条')
  })
})

describe('MTG-2 committee', () => {
  test('sits with at least half of its members, who alone vote', () => {
    expect(committeeOk(2, 5, HALF)).toBe(false)
    expect(committeeOk(3, 5, HALF)).toBe(true)
    expect(committeeOk(2, 4, HALF)).toBe(true)
    expect(KINDS.committeeMeeting).toMatchObject({ voters: 'committee', quorum: 'committee' })
    const sitting = sittingOf('committeeMeeting')
    expect(hindrance(sitting, 'resolution', numbers(5, 2))).toContain('不足应到的半数')
  })
})

describe.each([
  ['MTG-3', 'groupMeeting'],
  ['MTG-4', 'partyLecture'],
  ['MTG-5', 'themeDay'],
  ['MTG-8', 'talk'],
] as const)('%s %s', (rule, kind) => {
  test('has no quorum and decides nothing', () => {
    expect(KINDS[kind].rule).toBe(rule)
    expect(hindrance(sittingOf(kind), 'resolution', numbers(10, 10))).toContain('不作表决')
  })
})

describe.each([
  ['MTG-6', 'lifeMeeting'],
  ['MTG-7', 'democraticReview'],
] as const)('%s %s', (rule, kind) => {
  test('votes as a general meeting does, in the room only', () => {
    expect(KINDS[kind]).toMatchObject({ rule, quorum: 'voters', remoteCounts: false })
    expect(hindrance(sittingOf(kind), 'resolution', numbers(10, 4))).not.toBeNull()
    const people = [{ memberId: 'a', role: 'expected' as const, voter: true }]
    const row = {
      memberId: 'a',
      state: 'present' as const,
      remote: true,
      role: 'expected' as const,
    }
    expect(numbersOf(kind, people, [row], [])).toMatchObject({ presentVoters: 0, remote: 1 })
    expect(numbersOf('generalMeeting', people, [row], [])).toMatchObject({ presentVoters: 1 })
    // Nobody far away can be handed a ballot paper, whatever the kind says.
    expect(ballotNumbersOf(people, [row], [])).toMatchObject({ presentVoters: 0, remote: 1 })
  })
})

describe.each([
  ['MTG-1', 'generalMeeting', 'fullMembers'],
  ['MTG-2', 'committeeMeeting', 'committee'],
  ['MTG-3', 'groupMeeting', 'nobody'],
  ['MTG-4', 'partyLecture', 'nobody'],
  ['MTG-5', 'themeDay', 'nobody'],
  ['MTG-6', 'lifeMeeting', 'fullMembers'],
  ['MTG-7', 'democraticReview', 'fullMembers'],
  ['MTG-8', 'talk', 'nobody'],
] as const)('%s %s', (rule, kind, voters) => {
  test('may vote by its row of 1.2, however many are expected and present', () => {
    expect(KINDS[kind].rule).toBe(rule)
    const half = fc.constantFrom('halfIsEnough' as const, 'moreThanHalf' as const)
    const type = fc.constantFrom('resolution' as const, 'admission' as const, 'election' as const)
    const present = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(half, type, small, present, (read, what, expected, here) => {
        const may = {
          resolution: read === 'halfIsEnough' ? here * 2 >= expected : here * 2 > expected,
          admission: here * 2 > expected,
          election: here * 5 > expected * 4,
        }[what]
        const why = hindrance({ kind, also: [], half: read }, what, numbers(expected, here))
        // Admission is the general meeting's alone; a committee elects its own officers.
        const isItsMatter = {
          resolution: true,
          admission: kind === 'generalMeeting',
          election: kind === 'generalMeeting' || kind === 'committeeMeeting',
        }[what]
        expect(why === null).toBe(voters !== 'nobody' && isItsMatter && may)
      }),
    )
  })

  test('gives the vote to whom its row gives it: no probationary member, nobody attached, nobody excluded', () => {
    const [HERE, THERE] = ['org-a', 'org-b'].map((orgId) => ({
      orgId,
      orgName: orgId,
      path: [orgId],
    }))
    const since = { from: '2020-01-01' }
    const person = fc.record({
      stage: fc.constantFrom<MemberStage>('full', 'probationary', 'candidate', 'activist'),
      isOurs: fc.boolean(),
      isGuest: fc.boolean(),
      role: fc.constantFrom<PostRole | null>(null, 'secretary', 'disciplineOfficer', 'groupLeader'),
      isChosen: fc.boolean(),
      isExcluded: fc.boolean(),
      hasLeft: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), (drawn) => {
        const people = drawn.map(({ stage, isOurs, isGuest, role, hasLeft }, at) => ({
          _id: `m-${at}`,
          name: `${at}`,
          stage,
          state: hasLeft ? ('left' as const) : ('active' as const),
          affiliation: { ...(isOurs ? HERE : THERE), ...since } as Member['affiliation'],
          attachments: (isGuest
            ? [{ ...HERE, ...since, timeZone: 'Asia/Shanghai' }]
            : []) as Member['attachments'],
          posts: (role === null
            ? []
            : [{ ...HERE, ...since, role, timeZone: 'Asia/Shanghai' }]) as Member['posts'],
        }))
        const ids = (which: 'isChosen' | 'isExcluded') =>
          people.filter((_, at) => drawn[at]?.[which]).map(({ _id }) => _id)
        const plan = {
          kind,
          chosenIds: ids('isChosen'),
          withoutVoteIds: ids('isExcluded'),
          observerStages: [],
        }
        const branch = { _id: 'org-a', level: 'branch' as const, parentId: null }
        const list = attendeesOf(plan, branch, people, '2026-11-25')
        const voting = list.filter(({ voter }) => voter).map(({ memberId }) => memberId)
        const right = people.filter((_, at) => {
          const { stage, isOurs, role, isExcluded, hasLeft } = drawn[at] as (typeof drawn)[number]
          const isOfficer = role === 'secretary' || role === 'disciplineOfficer'
          const has = { fullMembers: isOurs, committee: isOfficer, nobody: false }[voters]
          return has && stage === 'full' && !isExcluded && !hasLeft
        })
        expect(voting.sort()).toEqual(right.map(({ _id }) => _id).sort())
      }),
    )
  })
})

test('MTG-6 may be held as MTG-1, MTG-2 or MTG-3, by a group too; a committee above holds none', () => {
  const holdsIt = (kind: MeetingKind, level: OrganisationLevel) =>
    alsoAt(kind, level).includes('lifeMeeting')
  for (const kind of ['generalMeeting', 'committeeMeeting', 'groupMeeting'] as const)
    expect([kind, holdsIt(kind, 'branch')]).toEqual([kind, true])
  expect(holdsIt('groupMeeting', 'group')).toBe(true)
  expect(holdsIt('committeeMeeting', 'committee')).toBe(false)
  expect(alsoAt('partyLecture', 'committee')).toEqual([])
  expect(alsoAt('themeDay', 'group')).toEqual(['partyLecture'])
})

test('every kind says whether remote attendance counts, and why', () => {
  const counts = (wanted: boolean) =>
    Object.entries(KINDS)
      .filter(([, { remoteCounts }]) => remoteCounts === wanted)
      .map(([kind]) => kind)
  expect(counts(false)).toEqual(['lifeMeeting', 'democraticReview'])
  expect(counts(true)).toHaveLength(6)
  for (const { remoteCounts, remoteWhy } of Object.values(KINDS))
    expect(remoteWhy.includes('不计入')).toBe(!remoteCounts)
})

describe('ORG-12 elections', () => {
  test('need more than four fifths of the electors', () => {
    expect(canElect(numbers(10, 8))).toBe(false)
    expect(canElect(numbers(10, 9))).toBe(true)
    fc.assert(
      fc.property(small, small, (expected, present) => {
        expect(canElect(numbers(expected, present))).toBe(present * 5 > expected * 4)
      }),
    )
  })

  test('elect by more than half of the electors expected, fill the seats from the top, and leave a tie to another ballot', () => {
    const motion = put({
      type: 'election',
      method: 'secretBallot',
      seats: 2,
      candidates: ['甲', '乙', '丙', '丁'],
    })
    const votesOf = (expected: number, ...yes: number[]) => {
      const count = ballots(yes.map((each) => tally(each, 10 - each)))
      expect(countProblem(motion, numbers(expected, 10), count)).toBeNull()
      const outcomes = outcomesOf(motion, numbers(expected, 10), count)
      for (const { rule } of outcomes) expect(rule).toContain('应到会')
      return outcomes.map(({ passed }) => passed)
    }
    expect(votesOf(11, 7, 6, 5, 2)).toEqual([true, true, false, false])
    expect(votesOf(11, 8, 6, 6, 0)).toEqual([true, false, false, false])
    expect(votesOf(11, 6, 6, 6, 2)).toEqual([false, false, false, false])
    // Six of ten present, of twelve expected.
    expect(votesOf(12, 8, 6, 4, 2)).toEqual([true, false, false, false])
    expect(votesOf(12, 8, 7, 4, 1)).toEqual([true, true, false, false])
    // Nobody names more people than there are seats.
    const tooMany = ballots([9, 8, 4, 0].map((each) => tally(each, 10 - each)))
    expect(countProblem(motion, numbers(11, 10), tooMany)).toContain('不应超过20票')
  })

  test('are held by the general meeting, or by the committee; admission by the general meeting alone', () => {
    const may = (type: Motion['type'], kind: MeetingKind, ...also: MeetingKind[]) =>
      hindrance(sittingOf(kind, ...also), type, numbers(10, 10)) === null
    expect(may('admission', 'committeeMeeting')).toBe(false)
    expect(may('admission', 'lifeMeeting')).toBe(false)
    expect(may('admission', 'lifeMeeting', 'generalMeeting')).toBe(true)
    expect(may('election', 'democraticReview')).toBe(false)
    expect(may('election', 'committeeMeeting')).toBe(true)
    expect(may('resolution', 'lifeMeeting')).toBe(true)
  })
})

describe('admission (step 15)', () => {
  const motion = put({ type: 'admission', method: 'secretBallot', candidates: ['甲'] })

  test('needs more than half present, and counts formal written opinions of the absent', () => {
    const sitting = sittingOf('generalMeeting')
    expect(hindrance(sitting, 'admission', numbers(10, 5))).not.toBeNull()
    expect(hindrance(sitting, 'admission', numbers(10, 6))).toBeNull()
    const without = outcomesOf(motion, numbers(10, 6), ballots([tally(5, 1)]))
    expect(without[0]?.passed).toBe(false)
    const counted = outcomesOf(motion, numbers(10, 6), ballots([tally(5, 1)], [tally(1)]))
    expect(counted[0]).toMatchObject({ passed: true })
    expect(countProblem(motion, numbers(10, 6), ballots([tally(5, 1)], [tally(5)]))).toContain(
      '缺席4人',
    )
  })

  test('says who was there and could be given no ballot, and lets them write their opinion', () => {
    const remote = { ...numbers(10, 6), remote: 3 }
    const [outcome] = outcomesOf(motion, remote, ballots([tally(6)], [tally(3)]))
    expect(outcome?.sentence).toContain('实到6人（线上参加3人不能领票，未计入）')
    expect(outcome).toMatchObject({ passed: true, tally: tally(9) })
    expect(countProblem(motion, remote, ballots([tally(6)], [tally(3)]))).toBeNull()
  })

  test('written opinions count in nothing else', () => {
    const other = put({ method: 'secretBallot' })
    expect(countProblem(other, numbers(10, 6), ballots([tally(6)], [tally(1)]))).toContain(
      '书面意见',
    )
  })
})

test.each([
  [{ issued: 7 }, '超过有表决权的实到'],
  [{ returned: 7, issued: 6 }, '投票无效'],
  [{ invalid: 7 }, '废票'],
  [{ invalid: 1 }, '有效票5张'],
])('a ballot with %j does not add up', (changes, why) => {
  const count = { ...ballots([tally(6)]), ...changes }
  expect(countProblem(put({ method: 'secretBallot' }), numbers(10, 6), count)).toContain(why)
})

test('leave lowers the present, never the expected; who came after all is not on leave', () => {
  const people = ['a', 'b', 'c'].map((memberId) => ({
    memberId,
    role: 'expected' as const,
    voter: true,
  }))
  const leaves = ['a', 'b'].map((memberId) => ({ memberId, state: 'agreed' as const }))
  const rows = [
    { memberId: 'a', state: 'present' as const, remote: false, role: 'expected' as const },
  ]
  expect(numbersOf('generalMeeting', people, rows, leaves)).toMatchObject({
    expectedAll: 3,
    expectedVoters: 3,
    presentAll: 1,
    onLeave: 1,
  })
})

test.each(['generalMeeting', 'lifeMeeting'] as const)(
  '%s: every number of the minutes comes from the frozen list, and they add up',
  (kind) => {
    const STATES = ['present', 'unverified', 'declined', 'struck', null] as const
    const person = fc.record({
      role: fc.constantFrom('expected' as const, 'observer' as const),
      voter: fc.boolean(),
      state: fc.constantFrom(...STATES),
      remote: fc.boolean(),
      isOnLeave: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), fc.nat(3), (drawn, guests) => {
        const attendees = drawn.map(({ role, voter }, at) => ({
          memberId: `m-${at}`,
          name: `人${at}`,
          role,
          voter: voter && role === 'expected',
        })) as Attendee[]
        const here = { state: 'present', remote: false }
        const rows = [
          ...drawn.map((each, at) => ({ ...each, memberId: `m-${at}`, name: `人${at}` })),
          ...Array.from({ length: guests }, (_, at) => ({
            ...here,
            memberId: `g-${at}`,
            name: `客${at}`,
          })),
        ].filter(({ state }) => state !== null) as unknown as Attendance[]
        const leaves = drawn.flatMap(({ isOnLeave }, at) =>
          isOnLeave ? [{ memberId: `m-${at}`, state: 'agreed', reason: 'duty', text: '' }] : [],
        ) as unknown as Leave[]
        const meeting = {
          kind,
          also: [],
          half: HALF,
          startsAt: '2026-11-25T06:00:00.000Z',
          timeZone: 'Asia/Shanghai',
          chair: { memberId: 'm-0', name: '人0' },
          recorder: { memberId: 'm-0', name: '人0' },
          agenda: [],
          mode: 'both',
          place: '会议室',
        } as unknown as Meeting
        const facts = factsOf({ meeting, attendees, rows, leaves, motions: [] })
        const { numbers: of, present, remote, absent, observers } = facts
        const apart = KINDS[kind].remoteCounts ? 0 : of.remote
        expect(of.expectedAll).toBe(attendees.filter(({ role }) => role === 'expected').length)
        expect(of.presentAll).toBe(present.length + remote.length - apart)
        expect(of.expectedAll).toBe(of.presentAll + apart + absent.length)
        expect(absent.filter(({ reason }) => reason !== '').length).toBe(of.onLeave)
        expect([remote.length, observers.length]).toEqual([of.remote, of.observers])
        expect(presentWords(facts).includes(`另有线上参加${apart}人`)).toBe(apart > 0)
      }),
    )
  },
)

describe('duties of a year', () => {
  const branch: DutyHolder = {
    level: 'branch',
    kind: 'regular',
    fullMembers: 12,
    groups: ['一', '二', '三'].map((name) => ({ orgId: name, name: `第${name}党小组` })),
    openedOn: '2020-01-01',
  }
  const held = (on: string, ...countsAs: MeetingKind[]) => ({
    meetingId: on,
    title: '会',
    countsAs,
    on,
    state: 'ended' as const,
    presentAll: 8,
    groupIds: [] as string[],
    byGroup: false,
  })
  const find = (
    kind: MeetingKind,
    period: string,
    meetings: ReturnType<typeof held>[],
    holder = branch,
    today = '2026-11-25',
  ) =>
    dutiesOf(holder, 2026, meetings, today).find(
      (row) => row.kind === kind && row.period === period,
    )

  test.each([
    ['MTG-1', 'generalMeeting', 4],
    ['MTG-2', 'committeeMeeting', 12],
    ['MTG-3', 'groupMeeting', 12],
    ['MTG-4', 'partyLecture', 4],
    ['MTG-5', 'themeDay', 12],
    ['MTG-6', 'lifeMeeting', 1],
    ['MTG-7', 'democraticReview', 1],
    ['MTG-8', 'talk', 1],
  ] as const)('%s: %s has %i periods', (rule, kind, periods) => {
    const rows = dutiesOf(branch, 2026, [], '2026-11-25').filter((row) => row.kind === kind)
    expect(rows).toHaveLength(periods)
    expect(new Set(rows.map((row) => row.rule))).toEqual(new Set([rule]))
  })

  test('a general meeting with a lecture is both', () => {
    const meetings = [held('2026-11-03', 'generalMeeting', 'partyLecture')]
    expect(find('generalMeeting', '第四季度', meetings)?.state).toBe('done')
    expect(find('partyLecture', '第四季度', meetings)?.state).toBe('done')
  })

  test('what is over and was not held is overdue, the present period is due, the next is ahead', () => {
    expect(find('themeDay', '10月', [])?.state).toBe('overdue')
    expect(find('themeDay', '11月', [])?.state).toBe('due')
    expect(find('themeDay', '12月', [])?.state).toBe('ahead')
    expect(find('lifeMeeting', '全年', [])?.state).toBe('due')
    expect(find('lifeMeeting', '全年', [], branch, '2026-09-30')?.state).toBe('ahead')
  })

  test('each group owes its own meeting, and the missing are named; without groups or committee nothing is owed', () => {
    const of = (...groupIds: string[]) => ({ ...held('2026-11-03', 'groupMeeting'), groupIds })
    const of11 = (meetings: ReturnType<typeof of>[], groups = branch.groups) =>
      find('groupMeeting', '11月', meetings, { ...branch, groups })
    // As often as the rule asks in all, and yet one group has not met.
    expect(of11([of('一'), of('一'), of('二')])).toMatchObject({
      state: 'due',
      required: 3,
      missing: ['第三党小组'],
    })
    expect(of11([of()])).toMatchObject({ missing: ['第一党小组', '第二党小组', '第三党小组'] })
    const all = of11([of('一'), of('二', '三')])
    expect(all).toMatchObject({ state: 'done', required: 3 })
    expect(all).not.toHaveProperty('missing')
    // A group that was not there all month owes nothing for it; what it owed before its end stays owed.
    const dated = (dates: { openedOn?: string; closesOn?: string }) =>
      branch.groups.map((group, at) => (at === 2 ? { ...group, ...dates } : group))
    const two = [of('一'), of('二')]
    expect(of11(two, dated({ openedOn: '2026-11-10' }))).toMatchObject({
      state: 'done',
      required: 2,
    })
    expect(of11(two, dated({ closesOn: '2026-10-31' }))).toMatchObject({
      state: 'done',
      required: 2,
    })
    expect(of11(two, dated({ closesOn: '2026-12-31' }))).toMatchObject({ missing: ['第三党小组'] })
    const tiny = { ...branch, fullMembers: 6, groups: [] }
    expect(find('groupMeeting', '11月', [], tiny)?.state).toBe('exempt')
    expect(find('committeeMeeting', '11月', [], tiny)?.state).toBe('exempt')
  })

  test('nothing is owed for a period the branch did not see from its beginning', () => {
    const young = { ...branch, openedOn: '2026-10-15' }
    expect(find('themeDay', '9月', [], young)?.state).toBe('exempt')
    expect(find('themeDay', '10月', [], young)?.state).toBe('exempt')
    expect(find('themeDay', '11月', [], young)?.state).toBe('due')
    expect(find('lifeMeeting', '全年', [], young)?.state).toBe('due')
  })

  test('a branch that was dissolved owes what had fallen due by then, and no more', () => {
    const gone = (closesOn: string) => ({ ...branch, closesOn })
    const stateOf = (kind: MeetingKind, period: string, closesOn: string) =>
      find(kind, period, [], gone(closesOn), '2027-01-15')?.state
    // Usually held from October on: who ended in August had no time for it.
    expect(stateOf('lifeMeeting', '全年', '2026-08-20')).toBe('exempt')
    expect(stateOf('democraticReview', '全年', '2026-09-30')).toBe('exempt')
    expect(stateOf('lifeMeeting', '全年', '2026-11-20')).toBe('overdue')
    expect(stateOf('talk', '全年', '2026-08-20')).toBe('overdue')
    expect(stateOf('talk', '全年', '2026-03-01')).toBe('exempt')
    expect(stateOf('generalMeeting', '第三季度', '2026-08-20')).toBe('overdue')
    expect(stateOf('generalMeeting', '第四季度', '2026-08-20')).toBe('exempt')
    expect(stateOf('generalMeeting', '第三季度', '2026-07-10')).toBe('exempt')
  })

  test('what a group holds is the branch’s only where the rule says so', () => {
    const byGroup = (kind: MeetingKind) => [
      { ...held('2026-11-03', kind), byGroup: true, groupIds: ['一'] },
    ]
    const stateOf = (kind: MeetingKind, period: string) => find(kind, period, byGroup(kind))?.state
    expect(stateOf('themeDay', '11月')).toBe('due')
    expect(stateOf('partyLecture', '第四季度')).toBe('due')
    expect(stateOf('lifeMeeting', '全年')).toBe('done')
    expect(stateOf('talk', '全年')).toBe('done')
    expect(find('groupMeeting', '11月', byGroup('groupMeeting'))?.missing).toEqual([
      '第二党小组',
      '第三党小组',
    ])
  })

  test('a meeting nobody came to, or that was only planned, is not held', () => {
    const empty = [{ ...held('2026-11-03', 'themeDay'), presentAll: 0 }]
    expect(find('themeDay', '11月', empty)?.state).toBe('due')
    const planned = [{ ...held('2026-11-28', 'themeDay'), state: 'planned' as const }]
    expect(find('themeDay', '11月', planned as never)).toMatchObject({
      state: 'due',
      planned: [{ meetingId: '2026-11-28' }],
    })
  })

  test('a temporary branch holds no democratic review', () => {
    expect(find('democraticReview', '全年', [], { ...branch, kind: 'temporary' })?.state).toBe(
      'exempt',
    )
  })
})
