import type { Member, Organisation } from '../../../typings/organisation'
import type { RosterProblemRow, RosterSummary } from '../../../typings/roster'
import { placeRule } from '../../rules/organisation'
import { postRule } from '../../rules/posts'
import {
  type Candidate,
  changeIn,
  type KnownPeople,
  matchPerson,
  type PersonChange,
} from '../../rules/roster/match'
import type { Roster, RosterOrganisation, RosterPerson } from '../../rules/roster/read'
import type { Database } from '../db'
import { derivedId } from '../ids'
import { MEMBERS } from '../members'

/** One thing an import does. Ids follow from what it is about, so that it can be done only once. */
export type PlanItem =
  | { kind: 'organisation'; document: Organisation }
  | {
      kind: 'create'
      memberId: string
      orgId: string
      person: Pick<Member, 'name' | 'employeeNumber' | 'phone' | 'stage' | 'joinedOn'>
      posts: Member['posts'][number]['role'][]
    }
  | { kind: 'change'; memberId: string; change: PersonChange }

export interface Plan {
  /** Organisations first, superiors before what is below them. */
  items: PlanItem[]
  problems: RosterProblemRow[]
  summary: RosterSummary
}

type Place = Pick<
  Organisation,
  '_id' | 'name' | 'shortName' | 'level' | 'kind' | 'path' | 'state' | 'timeZone'
>

const PAGE = 1000
const KEYS_AT_A_TIME = 200
const FIELDS = [
  'name',
  'employeeNumber',
  'phone',
  'stage',
  'joinedOn',
  'affiliation',
  'posts',
  'state',
  'version',
]

/** Holds a roster against what is known below an organisation. Writes nothing. */
export async function planImport(db: Database, rootId: string, roster: Roster): Promise<Plan> {
  const problems: RosterProblemRow[] = [...roster.problems]
  const [places, known] = await Promise.all([
    placesBelow(db, rootId),
    knownPeople(db, roster.people),
  ])
  const byName = new Map<string, Place[]>()
  for (const place of places) {
    for (const name of new Set([place.name, place.shortName].map(plain)))
      byName.set(name, [...(byName.get(name) ?? []), place])
  }
  const { items, unchanged } = planOrganisations(roster.organisations, byName, problems)
  const people = { created: 0, changed: 0, unchanged: 0 }
  const claimed = new Map<string, RosterPerson>()

  for (const row of roster.people) {
    const place = findPlace(row, row.branchName, byName, problems)
    if (place === null) continue
    const wrong = wrongIn(row, place)
    if (wrong !== null) {
      problems.push(problemAt(row, wrong))
      continue
    }
    const match = matchPerson(row, place._id, known)
    if (match.state === 'unclear') {
      problems.push(problemAt(row, match.text))
      continue
    }
    if (match.state === 'new') {
      items.push(creation(row, place._id))
      people.created += 1
      continue
    }
    const { member } = match
    const earlier = claimed.get(member._id)
    const isElsewhere = !member.affiliation.path.includes(rootId)
    if (earlier !== undefined || isElsewhere) {
      const text = isElsewhere
        ? `“${row.name}”属于其他单位（${member.affiliation.orgName}），请由上级办理转接`
        : `与第${earlier?.row ?? 0}行是同一人，请删去一行`
      problems.push(problemAt(row, text))
      continue
    }
    claimed.set(member._id, row)
    const change = changeIn(row, place._id, member)
    if (Object.keys(change).length === 0) people.unchanged += 1
    else {
      items.push({ kind: 'change', memberId: member._id, change })
      people.changed += 1
    }
  }
  const created = items.filter((item) => item.kind === 'organisation').length
  const organisations = { created, unchanged }
  problems.sort((a, b) => a.sheet.localeCompare(b.sheet) || a.row - b.row)
  return { items, problems, summary: { organisations, people, problems: problems.length } }
}

/** Adds organisations of the file to the known ones, superiors first, wherever they stand in the file. */
function planOrganisations(
  rows: readonly RosterOrganisation[],
  byName: Map<string, Place[]>,
  problems: RosterProblemRow[],
): { items: PlanItem[]; unchanged: number } {
  const items: PlanItem[] = []
  let unchanged = 0
  let waiting = rows.filter((row) => {
    const isKnown = byName.has(row.name)
    if (isKnown) unchanged += 1
    return !isKnown
  })
  for (let progress = true; progress && waiting.length > 0; ) {
    const ready = waiting.filter((row) => byName.has(row.parentName))
    waiting = waiting.filter((row) => !byName.has(row.parentName))
    progress = ready.length > 0
    for (const row of ready) {
      const parent = findPlace(row, row.parentName, byName, problems)
      const broken = parent === null ? null : placeRule(row.level, parent.level)
      if (broken !== null) problems.push(problemAt(row, broken.text))
      if (parent === null || broken !== null) continue
      const document = organisationFrom(row, parent, items.length)
      byName.set(row.name, [document])
      items.push({ kind: 'organisation', document })
    }
  }
  for (const row of waiting)
    problems.push(problemAt(row, `没有找到上级组织“${row.parentName}”，请先建立或核对名称`))
  return { items, unchanged }
}

function organisationFrom(row: RosterOrganisation, parent: Place, order: number): Organisation {
  const _id = derivedId('organisation', parent._id, row.name)
  return {
    _id,
    name: row.name,
    shortName: row.name.slice(0, 20),
    level: row.level,
    ...(row.kind === undefined ? {} : { kind: row.kind }),
    parentId: parent._id,
    path: [...parent.path, _id],
    state: 'open',
    ...(row.openedOn === undefined ? {} : { openedOn: row.openedOn }),
    timeZone: parent.timeZone,
    order,
    version: 1,
  }
}

function findPlace(
  row: RosterOrganisation | RosterPerson,
  name: string,
  byName: ReadonlyMap<string, readonly Place[]>,
  problems: RosterProblemRow[],
): Place | null {
  const [place, ...more] = byName.get(plain(name)) ?? []
  const text =
    place === undefined
      ? `没有找到“${name}”，请核对名称或先在“组织”表中建立`
      : more.length > 0
        ? `有${more.length + 1}个组织叫“${name}”，请填写全称`
        : place.state === 'closed'
          ? `“${name}”已撤销，请改填现在的支部`
          : null
  if (text === null) return place ?? null
  problems.push(problemAt(row, text))
  return null
}

/** Why nobody can be entered in a place as a row says: with a group or post that they cannot have. */
function wrongIn({ branchName, stage, posts }: RosterPerson, place: Place): string | null {
  // A group is no organisation to belong to (ORG-13).
  if (place.level === 'group') return `“${branchName}”是党小组，请填写所在的党支部`
  const [broken] = posts.flatMap((role) => postRule(role, stage, place) ?? [])
  return broken === undefined ? null : `${broken.text}，请核对职务和人员类别`
}

function creation(row: RosterPerson, orgId: string): PlanItem {
  const { name, employeeNumber, phone, stage, joinedOn, posts } = row
  const key =
    employeeNumber !== undefined
      ? ['number', employeeNumber]
      : phone !== undefined
        ? ['phone', phone]
        : ['name', name, orgId, joinedOn ?? '']
  return {
    kind: 'create',
    memberId: derivedId('member', ...key),
    orgId,
    person: {
      name,
      stage,
      ...(employeeNumber === undefined ? {} : { employeeNumber }),
      ...(phone === undefined ? {} : { phone }),
      ...(joinedOn === undefined ? {} : { joinedOn }),
    },
    posts,
  }
}

function problemAt({ sheet, row }: { sheet: string; row: number }, text: string): RosterProblemRow {
  return { sheet, row, column: '', text }
}

const plain = (name: string) => name.normalize('NFKC').replace(/\s/gu, '')

async function placesBelow(db: Database, rootId: string): Promise<Place[]> {
  const places: Place[] = []
  for (let after = ''; ; ) {
    const page = await db.collection<Organisation>('organisations').find(
      { path: rootId, _id: db.is.gt(after) },
      {
        orderBy: [['_id', 'asc']],
        limit: PAGE,
        fields: ['name', 'shortName', 'level', 'kind', 'path', 'state', 'timeZone'],
      },
    )
    places.push(...page)
    if (page.length < PAGE) return places
    after = page.at(-1)?._id ?? after
  }
}

/** Everybody whom a row of the file could mean, found by the three keys. */
async function knownPeople(db: Database, rows: readonly RosterPerson[]): Promise<KnownPeople> {
  const [byNumber, byPhone, byName] = [
    new Map<string, Candidate[]>(),
    new Map<string, Candidate[]>(),
    new Map<string, Candidate[]>(),
  ]
  await Promise.all([
    collect('employeeNumber', byNumber),
    collect('phone', byPhone),
    collect('name', byName),
  ])
  return { byNumber, byPhone, byName }

  async function collect(
    field: 'employeeNumber' | 'phone' | 'name',
    found: Map<string, Candidate[]>,
  ): Promise<void> {
    const keys = [...new Set(rows.flatMap((row) => row[field] ?? []))]
    for (let start = 0; start < keys.length; start += KEYS_AT_A_TIME) {
      const some = keys.slice(start, start + KEYS_AT_A_TIME)
      for (let after = ''; ; ) {
        const page = await db
          .collection<Member>(MEMBERS)
          .find(
            { [field]: db.is.in(some), _id: db.is.gt(after) },
            { orderBy: [['_id', 'asc']], limit: PAGE, fields: FIELDS },
          )
        for (const member of page) {
          const key = member[field] ?? ''
          found.set(key, [...(found.get(key) ?? []), member])
        }
        if (page.length < PAGE) break
        after = page.at(-1)?._id ?? after
      }
    }
  }
}
