import { utils, write } from '@e965/xlsx'
import { parsePlan } from '../../../local/cloud/faults/plan'
import type { Member, Organisation } from '../../../typings/organisation'
import { withCompany } from '../company'
import { peopleOf } from '../notices/people'

const company = withCompany()
const HEADER = ['工号', '姓名', '手机号码', '所在党支部', '政治面貌', '入党时间', '党内职务']
let uploads = 0

/** A workbook with these rows, as the page uploads it. */
async function upload(sheets: Record<string, unknown[][]>): Promise<string> {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  uploads += 1
  const bytes = write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
  return putFile(`roster-files/${uploads}.xlsx`, bytes)
}

async function putFile(path: string, bytes: Buffer): Promise<string> {
  const answer = await fetch(`${company.cloud.url}/_local/upload?path=${path}`, {
    method: 'POST',
    headers: { 'x-wx-openid': administrator().openid },
    body: new Uint8Array(bytes),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { fileID: string }).fileID
}

const administrator = () => peopleOf(company).officer('administrator', 'org-hq')
const branch = () => company.organisations.find(({ _id }) => _id === 'org-east-2') as Organisation

async function check(importId: string, fileId: string) {
  return administrator().call('roster.check', { orgId: 'org-hq', importId, fileId })
}

async function applyAll(importId: string) {
  const admin = administrator()
  const input = { orgId: 'org-hq', importId }
  await admin.does('roster.apply', input)
  for (let tries = 0; tries < 50; tries += 1) {
    const progress = await admin.does('roster.progress', input)
    if (progress.state !== 'running') return progress
  }
  throw new Error('the import does not end')
}

function rows(): unknown[][] {
  return [
    ['示例建设集团党员名册'],
    [],
    HEADER,
    ['T-1', '张 三丰', '139 0000 0001', branch().name, '正式党员', 35977, '书记'],
    ['T-2', '李四光', '１３９　００００　０００２', branch().name, '预备党员', '2025年3月', ''],
    ['T-3', '王五一', '12345', branch().name, '正式党员', '1998.07', ''],
    ['T-4', '赵六一', '13900000004', '没有这个支部', '正式党员', '', ''],
    [],
    ['合计：4人'],
  ]
}

test('checks first and writes nothing, then does what it said, and twice changes nothing', async () => {
  const before = await company.documents('members')
  const checked = await check('import-1', await upload({ 名册: rows() }))
  expect(checked).toMatchObject({
    ok: true,
    data: { summary: { people: { created: 2, changed: 0, unchanged: 0 }, problems: 2 } },
  })
  expect(await company.documents('members')).toEqual(before)
  const { problems } = await administrator().does('roster.problems', {
    orgId: 'org-hq',
    importId: 'import-1',
    offset: 0,
  })
  expect(problems.map(({ sheet, row, column }) => [sheet, row, column])).toEqual([
    ['名册', 6, 'C'],
    ['名册', 7, ''],
  ])

  expect(await applyAll('import-1')).toEqual({ state: 'finished', done: 2, failed: 0, total: 2 })
  const made = (await company.documents<Member>('members')).filter((member) =>
    member.employeeNumber?.startsWith('T-'),
  )
  expect(made).toHaveLength(2)
  expect(made.find((member) => member.employeeNumber === 'T-1')).toMatchObject({
    name: '张三丰',
    phone: '13900000001',
    joinedOn: '1998-07-01',
    affiliation: { orgId: branch()._id, path: branch().path },
    posts: [{ role: 'secretary', orgId: branch()._id }],
  })
  expect(made.find((member) => member.employeeNumber === 'T-2')).toMatchObject({
    phone: '13900000002',
    stage: 'probationary',
    joinedOn: '2025-03-01',
  })
  const again = await check('import-2', await upload({ 名册: rows() }))
  expect(again).toMatchObject({
    ok: true,
    data: { summary: { people: { created: 0, changed: 0, unchanged: 2 } } },
  })
})

test('makes the tree that the file describes, superiors first wherever they stand', async () => {
  const fileId = await upload({
    组织: [
      ['组织名称', '上级组织', '组织类别', '支部类型'],
      ['第九项目部党支部', '第九工程公司党委', '党支部', '临时党支部'],
      ['第九工程公司党委', company.organisations[0]?.name, '党委', ''],
    ],
    名册: [HEADER, ['N-1', '钱七', '', '第九项目部党支部', '党员', '', '']],
  })
  await check('import-tree', fileId)
  expect((await applyAll('import-tree')).failed).toBe(0)
  const organisations = await company.documents<Organisation>('organisations')
  const made = organisations.find(({ name }) => name === '第九项目部党支部')
  expect(made?.path).toHaveLength(3)
  expect(made?.kind).toBe('temporary')
  const [person] = (await company.documents<Member>('members')).filter(
    ({ employeeNumber }) => employeeNumber === 'N-1',
  )
  expect(person?.affiliation.path).toEqual(made?.path)
})

test('puts nobody into a group, nor gives a post to who cannot hold it: the row says so', async () => {
  const [group] = company.organisations.filter(({ level }) => level === 'group')
  const fileId = await upload({
    名册: [
      HEADER,
      ['G-1', '组员甲', '', group?.name, '正式党员', '', ''],
      ['G-2', '积极甲', '', branch().name, '入党积极分子', '', '书记'],
      ['G-3', '预备甲', '', branch().name, '预备党员', '', '组织委员'],
    ],
  })
  const checked = await check('import-posts', fileId)
  expect(checked).toMatchObject({ ok: true, data: { summary: { people: { created: 0 } } } })
  const input = { orgId: 'org-hq', importId: 'import-posts', offset: 0 }
  const { problems } = await administrator().does('roster.problems', input)
  expect(problems.map(({ row, text }) => `${row} ${text}`)).toEqual([
    expect.stringMatching(/^2 .*是党小组/),
    expect.stringMatching(/^3 书记由党员担任/),
    expect.stringMatching(/^4 预备党员没有被选举权/),
  ])
})

test('says what is wrong with a file that is none', async () => {
  const fileId = await putFile('roster-files/none.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))
  expect(await check('import-none', fileId)).toMatchObject({
    ok: false,
    error: { code: 'fileUnreadable' },
  })
})

test('the template can be filled in and comes back as it was meant', async () => {
  const admin = administrator()
  const { base64 } = await admin.does('roster.template', { orgId: 'org-hq' })
  const fileId = await putFile('roster-files/template.xlsx', Buffer.from(base64, 'base64'))
  const checked = await check('import-template', fileId)
  // The example's superior and branch do not exist here; its columns are all understood.
  expect(checked).toMatchObject({ ok: true, data: { summary: { problems: 2 } } })
})

test('an import whose worker dies at every boundary in turn ends as if nothing had happened', async () => {
  const list = Array.from({ length: 12 }, (_, index) => [
    `K-${index}`,
    `某人${index}`,
    '',
    branch().name,
    '正式党员',
    '1998.07',
    '',
  ])
  await check('import-killed', await upload({ 名册: [HEADER, ...list] }))
  const admin = administrator()
  const input = { orgId: 'org-hq', importId: 'import-killed' }
  await admin.does('roster.apply', input)
  let state = 'running'
  let killed = 0
  for (let nth = 4; state === 'running' && nth < 60; nth += 5) {
    company.cloud.faults.add([parsePlan({ kind: 'worker-killed', nth, when: 'after' })], 1)
    state = await admin.does('roster.progress', input).then(
      (progress) => progress.state,
      () => 'running',
    )
    if (state === 'running') killed += 1
    company.cloud.faults.clear()
    // The dead worker's lease runs out.
    company.cloud.clock.advance(61_000)
  }
  expect([killed > 1, state]).toEqual([true, 'finished'])
  const made = (await company.documents<Member>('members')).filter((member) =>
    member.employeeNumber?.startsWith('K-'),
  )
  expect(made).toHaveLength(12)
  const again = await check('import-again', await upload({ 名册: [HEADER, ...list] }))
  expect(again).toMatchObject({
    ok: true,
    data: { summary: { people: { created: 0, changed: 0, unchanged: 12 } } },
  })
})

test('whoever went to another unit between the check and the deed is left alone', async () => {
  const person = peopleOf(company).plain('org-east-2', 2)
  const row = [person.employeeNumber, person.name, '13911112222', branch().name, '正式党员', '', '']
  const fileId = await upload({ 名册: [HEADER, row] })
  const input = { orgId: 'org-east', importId: 'import-moved' }
  const local = peopleOf(company).plain('org-east-2', 3)
  await administrator().does('member.appoint', {
    orgId: 'org-east',
    memberId: local._id,
    role: 'administrator',
    from: '2026-01-01',
  })
  const checked = await local.does('roster.check', { ...input, fileId })
  expect(checked.summary.people).toMatchObject({ changed: 1 })
  const elsewhere = company.organisations.find(
    ({ level, path }) => level === 'branch' && !path.includes('org-east'),
  ) as Organisation
  const affiliation = { orgId: elsewhere._id, orgName: elsewhere.name, path: elsewhere.path }
  const { call: _call, does: _does, tries: _tries, ...member } = person
  await company.fill('members', [{ ...member, affiliation }])

  await local.does('roster.apply', input)
  for (let state = 'running'; state === 'running'; )
    ({ state } = await local.does('roster.progress', input))
  expect(await local.does('roster.progress', input)).toMatchObject({ done: 0, failed: 1 })
  expect(await company.find<Member>('members', person._id)).toMatchObject({
    phone: person.phone,
    affiliation,
  })
})

test('who has left and stands in a new roster is back, for good', async () => {
  const person = peopleOf(company).plain('org-east-3', 1)
  await administrator().does('member.leave', {
    memberId: person._id,
    on: '2026-01-01',
    reason: '调离',
  })
  expect(await person.tries('member.today', {})).toBe('left')
  const { employeeNumber, name, affiliation } = person
  const row = [employeeNumber, name, '', affiliation.orgName, '正式党员', '', '']
  await check('import-back', await upload({ 名册: [HEADER, row] }))
  expect(await applyAll('import-back')).toMatchObject({ state: 'finished', failed: 0 })
  expect(await person.tries('member.today', {})).toBe('done')
  const again = await check('import-back-again', await upload({ 名册: [HEADER, row] }))
  expect(again).toMatchObject({ data: { summary: { people: { unchanged: 1 } } } })
})

test('two devices importing the same roster at once make everybody once', async () => {
  const list = Array.from({ length: 60 }, (_, at) => [
    `R-${at}`,
    `并行${at}`,
    '',
    branch().name,
    '正式党员',
    '',
    '',
  ])
  const ids = ['import-race-1', 'import-race-2']
  for (const id of ids) await check(id, await upload({ 名册: [HEADER, ...list] }))
  const ends = await Promise.all(ids.map(applyAll))
  expect(ends.map(({ state, failed }) => [state, failed])).toEqual([
    ['finished', 0],
    ['finished', 0],
  ])
  const made = (await company.documents<Member>('members')).filter(({ employeeNumber }) =>
    employeeNumber?.startsWith('R-'),
  )
  expect(made).toHaveLength(60)
})

test('20,000 rows of every kind of mess are read within the function’s time and memory, none of them guessed', async () => {
  const junk = [
    'x'.repeat(20_000),
    '=HYPERLINK("http://x","y")',
    '__proto__',
    'constructor',
    { t: 's', v: '=1+1', f: '1+1' },
    -1,
    1e300,
    true,
    '\u0000\u202e',
  ]
  const list = Array.from({ length: 19_990 }, (_, at) =>
    Array.from({ length: 7 }, (_, column) =>
      // Long cells now and then.
      at % 50 === 0 ? junk[(at / 50 + column) % junk.length] : junk[1 + ((at + column) % 8)],
    ),
  )
  const before = await company.documents('members')
  const answer = await check('import-mess', await upload({ 名册: [HEADER, ...list] }))
  expect(answer).toMatchObject({ ok: true, data: { summary: { people: { changed: 0 } } } })
  if (answer.ok) expect(answer.data.summary.problems).toBeGreaterThan(10_000)
  expect(await company.documents('members')).toEqual(before)
})

test.each([
  ['read', 190, { ok: true }],
  ['turned away', 600, { ok: false, error: { code: 'fileUnreadable' } }],
])('a heavy file is %s, and does not end the function', async (_, length, answer) => {
  const list = Array.from({ length: 15_000 }, (_, at) =>
    Array.from({ length: 7 }, (_, column) => `${at}-${column}-${'y'.repeat(length)}`),
  )
  const fileId = await upload({ 名册: [HEADER, ...list] })
  expect(await check(`import-heavy-${length}`, fileId)).toMatchObject(answer)
})
