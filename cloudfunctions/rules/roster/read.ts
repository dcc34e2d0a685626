import type {
  BranchKind,
  LocalDate,
  MemberStage,
  OrganisationLevel,
  PostRole,
} from '../../../typings/organisation'
import { isPhone, phoneDigits } from '../phone'
import {
  columnsIn,
  kindOf,
  levelOf,
  ORGANISATION_COLUMNS,
  type OrganisationField,
  PERSON_COLUMNS,
  type PersonField,
  postsOf,
  stageOf,
} from './columns'
import { dayOf } from './dates'
import {
  type Cell,
  columnName,
  type RosterProblem,
  type Sheet,
  textOf,
  withMergesFilled,
} from './sheet'

/** Where something stands in the file. */
interface Place {
  sheet: string
  row: number
}

export interface RosterPerson extends Place {
  name: string
  branchName: string
  employeeNumber?: string
  phone?: string
  stage: MemberStage
  joinedOn?: LocalDate
  posts: PostRole[]
  /** Whether the file has a column for posts: without one, posts are left as they are. */
  saysPosts: boolean
}

export interface RosterOrganisation extends Place {
  name: string
  parentName: string
  level: OrganisationLevel
  kind?: BranchKind
  openedOn?: LocalDate
}

export interface Roster {
  organisations: RosterOrganisation[]
  people: RosterPerson[]
  problems: RosterProblem[]
}

/** Titles, remarks and codes may stand above the header. */
const HEADER_ROWS = 20
const NAME_LENGTH = 30
const ORGANISATION_LENGTH = 60
const NUMBER_LENGTH = 30

/** Reads all sheets of a file. A row with a problem is not among the people; nothing is guessed. */
export function readRoster(sheets: readonly Sheet[]): Roster {
  const roster: Roster = { organisations: [], people: [], problems: [] }
  const seen = new Set<string>()
  let understood = 0
  for (const sheet of sheets) {
    const rows = withMergesFilled(sheet)
    if (rows.every(isBlank)) continue
    const tree = headerIn(rows, ORGANISATION_COLUMNS, ['name', 'parent'])
    const list = headerIn(rows, PERSON_COLUMNS, ['name'])
    if (tree !== null) readOrganisations(sheet, rows, tree, roster)
    else if (list !== null) readPeople(sheet, rows, list, roster, seen)
    else {
      roster.problems.push({
        sheet: sheet.name,
        row: 1,
        column: '',
        text: '没有找到表头。请在表格上方写明列名，至少有“姓名”和“所在支部”，或使用模板',
      })
      continue
    }
    understood += 1
  }
  if (understood === 0 && roster.problems.length === 0)
    roster.problems.push({ sheet: '', row: 1, column: '', text: '文件是空的，请检查后重新选择' })
  return roster
}

interface Header<Field> {
  row: number
  columns: Map<Field, number>
}

/** The row among the first that names most columns, the needed ones among them. */
function headerIn<Field extends string>(
  rows: readonly Cell[][],
  names: Readonly<Record<Field, readonly string[]>>,
  needed: readonly Field[],
): Header<Field> | null {
  let best: Header<Field> | null = null
  for (const [row, cells] of rows.slice(0, HEADER_ROWS).entries()) {
    const columns = columnsIn(cells, names)
    // A name alone is a title or a person, not a header.
    if (columns.size < 2) continue
    if (!needed.every((field) => columns.has(field))) continue
    if (best === null || columns.size > best.columns.size) best = { row, columns }
  }
  return best
}

function readPeople(
  sheet: Sheet,
  rows: readonly Cell[][],
  header: Header<PersonField>,
  roster: Roster,
  seen: Set<string>,
): void {
  const columns = withUnnamedBranchColumn(rows, header)
  for (const [index, cells] of rows.entries()) {
    if (index <= header.row || isBlank(cells) || isRemark(cells, columns)) continue
    // A header repeated on each printed page.
    if (columnsIn(cells, PERSON_COLUMNS).size >= header.columns.size) continue
    const at = { sheet: sheet.name, row: index + 1 }
    const before = roster.problems.length
    const cell = (field: PersonField): Cell => cells[columns.get(field) ?? -1] ?? null
    const problem = (field: PersonField, text: string) => {
      const column = columns.get(field)
      roster.problems.push({ ...at, column: column === undefined ? '' : columnName(column), text })
    }
    const person = personIn(at, cell, columns, problem)
    for (const [field, key] of keysOf(person)) {
      if (seen.has(key))
        problem(
          field,
          `${person.name === '' ? '这一行' : `“${person.name}”`}与前面一行重复，请核对后删去一行或补填工号`,
        )
      seen.add(key)
    }
    if (roster.problems.length === before) roster.people.push(person)
  }
}

/** What must not occur twice in one file. */
function keysOf(person: RosterPerson): [PersonField, string][] {
  const { employeeNumber, phone, name, branchName, joinedOn } = person
  const keys: [PersonField, string][] = []
  if (employeeNumber !== undefined) keys.push(['employeeNumber', `number ${employeeNumber}`])
  if (phone !== undefined) keys.push(['phone', `phone ${phone}`])
  if (keys.length === 0 && name !== '')
    keys.push(['name', `name ${JSON.stringify([name, branchName, joinedOn])}`])
  return keys
}

/** A number that a digit is missing from looks like one abroad; those are written with their country. */
function isRosterPhone(written: string, digits: string): boolean {
  return /^(?:\+|00)/.test(written) ? isPhone(digits) : /^1\d{10}$/.test(digits)
}

function personIn(
  at: Place,
  cell: (field: PersonField) => Cell,
  columns: ReadonlyMap<PersonField, number>,
  problem: (field: PersonField, text: string) => void,
): RosterPerson {
  const name = textOf(cell('name')).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
  const branchName = textOf(cell('branch')).replace(/ /g, '')
  const employeeNumber = textOf(cell('employeeNumber'))
  const written = textOf(cell('phone'))
  const phone = phoneDigits(written)
  const stageText = textOf(cell('stage'))
  const stage = stageText === '' ? 'full' : stageOf(cell('stage'))
  const joinedOn = dayOf(cell('joinedOn'))

  if (name === '') problem('name', '没有姓名，请补填')
  if (name.length > NAME_LENGTH) problem('name', '姓名过长，请检查是否填错列')
  if (branchName === '') problem('branch', '没有填写所在支部，请补填支部全称')
  if (employeeNumber.length > NUMBER_LENGTH) problem('employeeNumber', '工号过长，请检查')
  if (written !== '' && !isRosterPhone(written, phone))
    problem(
      'phone',
      `手机号“${written.slice(0, NAME_LENGTH)}”不正确，请填写11位手机号，境外号码以+和国家代码开头`,
    )
  if (stage === undefined)
    problem(
      'stage',
      `不认识的人员类别“${stageText.slice(0, NAME_LENGTH)}”，请填写正式党员、预备党员、发展对象、入党积极分子或入党申请人`,
    )
  if (joinedOn === undefined)
    problem(
      'joinedOn',
      `入党时间“${textOf(cell('joinedOn')).slice(0, NAME_LENGTH)}”不正确，请写成1998年7月1日`,
    )
  return {
    ...at,
    name,
    branchName,
    ...(employeeNumber === '' ? {} : { employeeNumber }),
    ...(written === '' ? {} : { phone }),
    stage: stage ?? 'full',
    ...(joinedOn == null ? {} : { joinedOn }),
    posts: postsOf(cell('post')),
    saysPosts: columns.has('post'),
  }
}

function readOrganisations(
  sheet: Sheet,
  rows: readonly Cell[][],
  { row: headerRow, columns }: Header<OrganisationField>,
  roster: Roster,
): void {
  for (const [index, cells] of rows.entries()) {
    if (index <= headerRow || isBlank(cells)) continue
    const at = { sheet: sheet.name, row: index + 1 }
    const before = roster.problems.length
    const cell = (field: OrganisationField): Cell => cells[columns.get(field) ?? -1] ?? null
    const problem = (field: OrganisationField, text: string) => {
      const column = columns.get(field)
      roster.problems.push({ ...at, column: column === undefined ? '' : columnName(column), text })
    }
    const name = textOf(cell('name')).replace(/ /g, '')
    const parentName = textOf(cell('parent')).replace(/ /g, '')
    const level = levelOf(cell('level')) ?? levelByName(name)
    const kind = level === 'branch' ? kindOf(cell('kind')) : undefined
    const openedOn = dayOf(cell('openedOn'))
    if (name === '' || name.length > ORGANISATION_LENGTH)
      problem('name', '组织名称应为1至60个字，请检查')
    if (parentName === '') problem('parent', '没有填写上级组织，请补填上级组织全称')
    if (level === undefined) problem('level', '请填写党委、党总支、党支部或党小组')
    if (level === 'branch' && kind === undefined)
      problem('kind', '请填写正式党支部、联合党支部、临时党支部或流动党员党支部')
    if (openedOn === undefined) problem('openedOn', '成立日期不正确，请写成2024年3月1日')
    if (roster.organisations.some((each) => each.name === name))
      problem('name', `“${name}”在文件中重复出现，请删去多余的一行`)
    if (roster.problems.length > before || level === undefined) continue
    roster.organisations.push({
      ...at,
      name,
      parentName,
      level,
      ...(kind === undefined ? {} : { kind }),
      ...(openedOn == null ? {} : { openedOn }),
    })
  }
}

/** Without its own column the level follows from the name, when that ends in it. */
function levelByName(name: string): OrganisationLevel | undefined {
  if (name.endsWith('党委') || name.endsWith('委员会')) return 'committee'
  if (name.endsWith('总支')) return 'generalBranch'
  if (name.endsWith('支部')) return 'branch'
  return name.endsWith('党小组') ? 'group' : undefined
}

/** Some rosters put the branch into a merged first column without a header. */
function withUnnamedBranchColumn(
  rows: readonly Cell[][],
  { row, columns }: Header<PersonField>,
): Map<PersonField, number> {
  if (columns.has('branch')) return columns
  const header = rows[row] ?? []
  const first = columns.get('name') ?? 0
  const unnamed = header.slice(0, first).findIndex((cell, index) => {
    const below = rows.slice(row + 1).filter((cells) => !isBlank(cells))
    return (
      textOf(cell) === '' &&
      below.some((cells) => /\p{Script=Han}/u.test(textOf(cells[index] ?? null)))
    )
  })
  return unnamed === -1 ? columns : new Map([...columns, ['branch', unnamed]])
}

function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => textOf(cell) === '')
}

/** A line below the list such as `合计：12人` or `填表人：`: nothing in the name's column, or only there one cell. */
function isRemark(cells: readonly Cell[], columns: ReadonlyMap<PersonField, number>): boolean {
  const texts = [...new Set(cells.map(textOf).filter((text) => text !== ''))]
  const isCounting = texts.some((text) =>
    /^(?:合计|总计|共计|小计|备注|说明|注|填表|制表)/u.test(text),
  )
  const name = textOf(cells[columns.get('name') ?? -1] ?? null)
  return isCounting && (texts.length <= 2 || name === '')
}
