import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readWorkbook, UnreadableFile } from '../../../../cloudfunctions/kernel/roster/workbook'
import { readRoster } from '../../../../cloudfunctions/rules/roster/read'

const FOLDER = path.join(__dirname, '../../../data/rosters')
const read = (file: string) => readRoster(readWorkbook(readFileSync(path.join(FOLDER, file))))

test('a branch merged down an unnamed first column belongs to every row beside it', () => {
  const { people, problems } = read('merged-first-column.xlsx')
  expect(problems).toEqual([])
  expect(people.map(({ name, branchName, phone }) => [name, branchName, phone])).toEqual([
    ['钱一一', '第一党支部', '13900000001'],
    ['孙二二', '第一党支部', '13900000002'],
    ['李三三', '第一党支部', '13900000003'],
    ['周四四', '第二党支部', '13900000004'],
    ['吴五五', '第二党支部', '13900000005'],
  ])
})

test('a title above the header, posts, dates in three forms and a sum below the list', () => {
  const { people, problems } = read('title-row.xlsx')
  expect(people.map(({ name, joinedOn, posts }) => [name, joinedOn, posts])).toEqual([
    ['郑六六', '1998-07-01', ['secretary']],
    ['王七七', '2025-07-01', []],
    ['冯八八', '1998-07-01', ['organisationOfficer']],
  ])
  // Full-width digits.
  expect(people[1]?.phone).toBe('13900000077')
  expect(problems).toEqual([])
})

test('an old .xls with codes above the header; an identity number is not read', () => {
  const { people, problems } = read('codes-above-header.xls')
  expect(problems).toEqual([])
  expect(people).toMatchObject([
    { name: '陈九九', branchName: '第一党支部', joinedOn: '1998-07-01' },
  ])
  expect(JSON.stringify(people)).not.toContain('不应读取')
})

test('without a header nothing is guessed', () => {
  const { people, problems } = read('no-header.csv')
  expect(people).toEqual([])
  expect(problems).toMatchObject([{ row: 1, text: expect.stringContaining('没有找到表头') }])
})

test('a list from Chinese Excel in GB 18030 is read', () => {
  // 姓名,支部 / 张三,一支部
  const bytes = Buffer.from('d0d5c3fb2cd6a7b2bf0ad5c5c8fd2cd2bbd6a7b2bf0a', 'hex')
  expect(readRoster(readWorkbook(bytes)).people).toMatchObject([
    { name: '张三', branchName: '一支部' },
  ])
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a cut-off workbook', readFileSync(path.join(FOLDER, 'title-row.xlsx')).subarray(0, 2000)],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
  ['too much', Buffer.alloc(11 * 1024 * 1024, 0x20)],
])('%s is refused in words, or holds nobody', (_, bytes) => {
  let people: unknown[] = []
  try {
    people = readRoster(readWorkbook(bytes)).people
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableFile)
  }
  expect(people).toEqual([])
})
