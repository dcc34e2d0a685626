import type { Member, PostRole } from '../../../typings/organisation'
import type { RosterPerson } from './read'

/** What the key of a row may find; everything that could be meant. */
export type Candidate = Pick<
  Member,
  | '_id'
  | 'name'
  | 'employeeNumber'
  | 'phone'
  | 'stage'
  | 'joinedOn'
  | 'affiliation'
  | 'posts'
  | 'state'
  | 'version'
>

export type Match =
  | { state: 'new' }
  | { state: 'found'; member: Candidate }
  /** A person must look at it; the text says what to do. */
  | { state: 'unclear'; text: string }

/** Lookup tables over the people already known. */
export interface KnownPeople {
  byNumber: ReadonlyMap<string, readonly Candidate[]>
  byPhone: ReadonlyMap<string, readonly Candidate[]>
  byName: ReadonlyMap<string, readonly Candidate[]>
}

/**
 * Who a row is about. The key is 工号, else phone, else name, branch and joining date; two who fit, or a key that
 * belongs to somebody of another name, are a question for a person, never a guess.
 */
export function matchPerson(row: RosterPerson, orgId: string, known: KnownPeople): Match {
  const phoneOwners = row.phone === undefined ? [] : (known.byPhone.get(row.phone) ?? [])
  if (row.employeeNumber !== undefined) {
    const byNumber = known.byNumber.get(row.employeeNumber) ?? []
    const found = oneOf(byNumber, row, `工号${row.employeeNumber}`)
    if (found.state !== 'new') return found
    // Somebody known without a number yet, by phone or by name, may be given one.
    return numberless(row, orgId, known, phoneOwners)
  }
  if (row.phone !== undefined) {
    const found = oneOf(phoneOwners, row, '这个手机号')
    if (found.state !== 'new') return found
  }
  return byNameAndBranch(row, orgId, known)
}

function numberless(
  row: RosterPerson,
  orgId: string,
  known: KnownPeople,
  phoneOwners: readonly Candidate[],
): Match {
  const byPhone = phoneOwners.filter((each) => each.employeeNumber === undefined)
  if (phoneOwners.length > byPhone.length)
    return { state: 'unclear', text: '这个手机号已属于另一个工号的人员，请核对工号和手机号' }
  const found = oneOf(byPhone, row, '这个手机号')
  if (found.state !== 'new') return found
  const named = byNameAndBranch(row, orgId, known)
  const isOther = named.state === 'found' && named.member.employeeNumber !== undefined
  return isOther ? { state: 'new' } : named
}

function byNameAndBranch(row: RosterPerson, orgId: string, known: KnownPeople): Match {
  const here = (known.byName.get(row.name) ?? []).filter((each) => each.affiliation.orgId === orgId)
  const same = here.filter((each) => each.joinedOn === row.joinedOn)
  const [only, ...more] = same.length > 0 ? same : here
  if (only === undefined) return { state: 'new' }
  const isSure = same.length === 1 || (row.joinedOn === undefined && more.length === 0)
  // A number that both have and that differs tells two people of one name apart.
  if (differs(row.employeeNumber, only.employeeNumber) && more.length === 0) return { state: 'new' }
  if (isSure && !differs(row.phone, only.phone)) return { state: 'found', member: only }
  return {
    state: 'unclear',
    text: `支部里已有同名的“${row.name}”，无法确定是否同一人，请补填工号或手机号`,
  }
}

function oneOf(found: readonly Candidate[], row: RosterPerson, key: string): Match {
  const [member, ...more] = found
  if (member === undefined) return { state: 'new' }
  if (more.length > 0) return { state: 'unclear', text: `${key}对应多名人员，请先核对已有资料` }
  if (member.name !== row.name)
    return { state: 'unclear', text: `${key}已属于“${member.name}”，与“${row.name}”不一致，请核对` }
  return { state: 'found', member }
}

function differs(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}

/** What a row changes in the person it is about. Empty cells change nothing. */
export interface PersonChange {
  employeeNumber?: string
  phone?: string
  stage?: Member['stage']
  joinedOn?: string
  orgId?: string
  addPosts?: PostRole[]
  returns?: true
}

export function changeIn(row: RosterPerson, orgId: string, member: Candidate): PersonChange {
  const { employeeNumber, phone, stage, joinedOn } = row
  const held = new Set(
    member.posts.filter((post) => post.orgId === orgId && !post.until).map((post) => post.role),
  )
  const addPosts = row.posts.filter((role) => !held.has(role))
  return {
    ...(employeeNumber !== undefined && employeeNumber !== member.employeeNumber
      ? { employeeNumber }
      : {}),
    ...(phone !== undefined && phone !== member.phone ? { phone } : {}),
    ...(stage !== member.stage ? { stage } : {}),
    ...(joinedOn !== undefined && joinedOn !== member.joinedOn ? { joinedOn } : {}),
    ...(orgId !== member.affiliation.orgId ? { orgId } : {}),
    ...(addPosts.length === 0 ? {} : { addPosts }),
    ...(member.state === 'left' ? { returns: true as const } : {}),
  }
}
