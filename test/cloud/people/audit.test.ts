import type { AuditEntry } from '../../../typings/audit'
import type { InputOf, OutputOf } from '../../../typings/contract'
import { withCompany } from '../company'
import { peopleOf } from '../notices/people'

/** The audit log as the headquarters read it: by kind, person, organisation and period, page by page. */
const company = withCompany()
const ROWS = 180
const EAST = ['org-hq', 'org-east', 'org-east-2']

/** Many of one instant, as an import writes them. */
function entry(at: number): AuditEntry {
  const isEast = at % 3 !== 0
  return {
    _id: `entry-${String(at).padStart(3, '0')}`,
    at: new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 60))).toISOString(),
    actorId: `actor-${at % 2}`,
    actorName: '甲',
    action: at % 5 === 0 ? 'member.revealPhone' : 'member.appoint',
    orgId: isEast ? 'org-east-2' : 'org-hq',
    path: isEast ? EAST : ['org-hq'],
    subjectId: 'somebody',
    summary: '登记',
  }
}
const entries = Array.from({ length: ROWS }, (_, at) => entry(at))
beforeAll(() => company.fill('audit', entries))

const administrator = () => peopleOf(company).officer('administrator', 'org-hq')

async function allPages(filter: Omit<InputOf<'member.audit'>, 'after'>): Promise<string[]> {
  const ids: string[] = []
  let next: OutputOf<'member.audit'>['next'] = null
  do {
    const page: OutputOf<'member.audit'> = await administrator().does(
      'member.audit',
      next === null ? filter : { ...filter, after: next },
    )
    ids.push(...page.entries.map(({ _id }) => _id))
    next = page.next
  } while (next !== null)
  return ids
}

test.each<[string, Omit<InputOf<'member.audit'>, 'after'>, (each: AuditEntry) => boolean]>([
  ['everything', { orgId: 'org-hq' }, () => true],
  ['one organisation and below', { orgId: 'org-east' }, ({ path }) => path.includes('org-east')],
  [
    'one kind',
    { orgId: 'org-hq', action: 'member.revealPhone' },
    ({ action }) => action === 'member.revealPhone',
  ],
  ['one person', { orgId: 'org-hq', actorId: 'actor-1' }, ({ actorId }) => actorId === 'actor-1'],
  [
    'a period',
    { orgId: 'org-hq', since: '2026-01-02T00:00:00.000Z', before: '2026-01-03T00:00:00.000Z' },
    ({ at }) => at === '2026-01-02T00:00:00.000Z',
  ],
  [
    'all of these at once',
    {
      orgId: 'org-east-2',
      action: 'member.appoint',
      actorId: 'actor-0',
      since: '2026-01-02T00:00:00.000Z',
    },
    ({ orgId, action, actorId, at }) =>
      orgId === 'org-east-2' &&
      action === 'member.appoint' &&
      actorId === 'actor-0' &&
      at >= '2026-01-02T00:00:00.000Z',
  ],
])('shows %s, each entry once and newest first', async (_, filter, isMeant) => {
  const newestFirst = entries
    .filter(isMeant)
    .sort((a, b) => (`${a.at} ${a._id}` < `${b.at} ${b._id}` ? 1 : -1))
  expect(await allPages(filter)).toEqual(newestFirst.map(({ _id }) => _id))
})

test('shows nobody what is outside of their own tree', async () => {
  const find = peopleOf(company)
  for (const [person, orgId] of [
    [find.officer('secretary', 'org-east-2'), 'org-east-2'],
    [find.officer('secretary', 'org-east'), 'org-east-2'],
    [find.plain('org-east-2'), 'org-east-2'],
  ] as const)
    expect(await person.tries('member.audit', { orgId })).toBe('forbidden')
  const member = find.plain('org-east-2')
  const from = '2026-01-01'
  await administrator().does('member.appoint', {
    orgId: 'org-east-2',
    memberId: member._id,
    role: 'administrator',
    from,
  })
  expect(await member.tries('member.audit', { orgId: 'org-east-2' })).toBe('done')
  for (const orgId of ['org-hq', 'org-east', 'org-east-3'])
    expect(await member.tries('member.audit', { orgId })).toBe('forbidden')
})
