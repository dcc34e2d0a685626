import { anything, array, assert, constantFrom, date, oneof, property, string } from 'fast-check'
import { dayOf } from '../../../../cloudfunctions/rules/roster/dates'
import {
  type Candidate,
  changeIn,
  type KnownPeople,
  matchPerson,
} from '../../../../cloudfunctions/rules/roster/match'
import { type RosterPerson, readRoster } from '../../../../cloudfunctions/rules/roster/read'
import { type Cell, columnName, textOf } from '../../../../cloudfunctions/rules/roster/sheet'

const HEADER: Cell[] = ['姓名', '工号', '手机号', '所在支部', '人员类别', '入党时间']
const sheet = (...rows: Cell[][]) => [{ name: '名册', rows, merges: [] }]

describe('dates as people write them', () => {
  test.each<[Cell, string | null | undefined]>([
    ['1998年7月', '1998-07-01'],
    ['1998.07', '1998-07-01'],
    [1998.07, '1998-07-01'],
    [35977, '1998-07-01'],
    ['35977', '1998-07-01'],
    ['1998年7月15日', '1998-07-15'],
    ['１９９８／７／１５', '1998-07-15'],
    ['1998-07-15 00:00:00', '1998-07-15'],
    ['19980715', '1998-07-15'],
    ['199807', '1998-07-01'],
    ['', null],
    [null, null],
    ['1998-02-30', undefined],
    ['1998.13', undefined],
    ['很久以前', undefined],
    [12, undefined],
  ])('%p is %p', (cell, day) => {
    expect(dayOf(cell)).toBe(day)
  })

  test('1998.10 typed as a number has lost its zero and is not guessed', () => {
    expect(dayOf(1998.1)).toBeUndefined()
    expect(dayOf('1998.10')).toBe('1998-10-01')
  })

  test('every day comes back from its serial number and from its text', () => {
    const days = date({
      min: new Date('1930-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    })
    assert(
      property(days, (at) => {
        const day = at.toISOString().slice(0, 10)
        const serial = Math.round((Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000)
        const [year, month, date] = day.split('-').map(Number)
        expect([dayOf(serial), dayOf(`${year}年${month}月${date}日`)]).toEqual([day, day])
      }),
    )
  })
})

test('columns are named as Excel names them', () => {
  expect([0, 25, 26, 27, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA'])
})

test('full-width digits, blanks of all kinds and invisible characters are made plain', () => {
  expect(textOf('\u3000１３９\u00a00000\u200b ')).toBe('139 0000')
})

test('each problem says where it is and what to do, and its row is not read', () => {
  const { people, problems } = readRoster(
    sheet(
      HEADER,
      ['张三', 'E1', '13900000001', '一支部', '正式党员', '1998.07'],
      ['', 'E2', '', '一支部', '', ''],
      ['李四', 'E3', '12', '一支部', '群众', '某年'],
      ['王五', 'E4', '', '', '', ''],
      ['赵六', 'E1', '', '一支部', '', ''],
      [],
      ['孙七', '', '', '一支部', '', ''],
      ['孙七', '', '', '一支部', '', ''],
    ),
  )
  expect(people.map((person) => person.name)).toEqual(['张三', '孙七'])
  expect(problems.map(({ row, column }) => `${column}${row}`)).toEqual([
    'A3',
    'C4',
    'E4',
    'F4',
    'D5',
    'B6',
    'A9',
  ])
  for (const { text } of problems) expect(text).toMatch(/请/)
})

test('no cells whatever break the reading', () => {
  const cells = oneof(
    constantFrom<Cell>(...HEADER, '组织名称', '上级组织', null, 0, true, Number.NaN),
    string({ unit: 'binary', maxLength: 20 }),
    anything().map((value) => (typeof value === 'number' ? value : String(typeof value))),
  )
  assert(
    property(array(array(cells, { maxLength: 8 }), { maxLength: 8 }), (rows) => {
      const { people, organisations } = readRoster(sheet(...rows))
      for (const person of people)
        expect(person.name.length * person.branchName.length).toBeGreaterThan(0)
      expect(people.length + organisations.length).toBeLessThanOrEqual(rows.length)
    }),
  )
})

describe('who a row is about', () => {
  const row = (change: Partial<RosterPerson>): RosterPerson => ({
    sheet: '名册',
    row: 2,
    name: '张三',
    branchName: '一支部',
    stage: 'full',
    posts: [],
    saysPosts: false,
    ...change,
  })
  const person = (_id: string, change: Partial<Candidate> = {}): Candidate => ({
    _id,
    name: '张三',
    stage: 'full',
    affiliation: { orgId: 'one', orgName: '一支部', path: ['hq', 'one'] },
    posts: [],
    state: 'active',
    version: 1,
    ...change,
  })
  const known = (...people: Candidate[]): KnownPeople => {
    const by = (field: 'employeeNumber' | 'phone' | 'name') => {
      const found = new Map<string, Candidate[]>()
      for (const each of people) {
        const key = each[field]
        if (key !== undefined) found.set(key, [...(found.get(key) ?? []), each])
      }
      return found
    }
    return { byNumber: by('employeeNumber'), byPhone: by('phone'), byName: by('name') }
  }
  const match = (change: Partial<RosterPerson>, ...people: Candidate[]) => {
    const found = matchPerson(row(change), 'one', known(...people))
    return found.state === 'found' ? found.member._id : found.state
  }

  test('工号 decides before the phone, the phone before the name', () => {
    const [a, b] = [person('a', { employeeNumber: 'E1' }), person('b', { phone: '139' })]
    expect(match({ employeeNumber: 'E1', phone: '139' }, a, b)).toBe('a')
    expect(match({ phone: '139' }, a, b)).toBe('b')
    expect(match({ joinedOn: '1998-07-01' }, person('c', { joinedOn: '1998-07-01' }))).toBe('c')
  })

  test('a key that belongs to another name is a question', () => {
    expect(
      match({ employeeNumber: 'E1' }, person('a', { employeeNumber: 'E1', name: '李四' })),
    ).toBe('unclear')
    expect(match({ phone: '139' }, person('a', { phone: '139', name: '李四' }))).toBe('unclear')
  })

  test('two of one name and nothing to tell them apart is a question', () => {
    expect(match({}, person('a'), person('b'))).toBe('unclear')
    expect(match({ phone: '138' }, person('a', { phone: '139' }))).toBe('unclear')
  })

  test('two of one name with different numbers are two people', () => {
    expect(match({ employeeNumber: 'E2' }, person('a', { employeeNumber: 'E1' }))).toBe('new')
  })

  test('somebody known without a number is given one', () => {
    expect(match({ employeeNumber: 'E1', phone: '139' }, person('a', { phone: '139' }))).toBe('a')
  })

  test('empty cells change nothing; a second import finds nothing to change', () => {
    const a = person('a', { phone: '139', joinedOn: '1998-07-01' })
    expect(changeIn(row({}), 'one', a)).toEqual({})
    expect(changeIn(row({ phone: '138', stage: 'probationary' }), 'two', a)).toEqual({
      phone: '138',
      stage: 'probationary',
      orgId: 'two',
    })
  })
})
