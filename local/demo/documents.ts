import { audienceKeysOf } from '../../cloudfunctions/rules/audience'
import { BEIJING } from '../../cloudfunctions/rules/calendar'
import type {
  Attachment,
  LocalDate,
  Member,
  Organisation,
  Post,
  Session,
} from '../../typings/organisation'
import type { Company } from './company'
import type { DemoCompany } from './meetings/year'
import type { CompanyMember, CompanyOrganisation } from './record'

/** One document of the database, as `POST /_local/import` takes it. */
export interface SeedDocument {
  collection: 'organisations' | 'members' | 'sessions'
  document: Organisation | Member | Session
}

export interface SeedOptions {
  /** The day on which posts and attachments are judged. */
  today: LocalDate
  /** Every `n`-th person has not joined yet; their WeChat finds them by phone. 0: everybody has joined. */
  everyNthNotJoined: number
  /** Whoever holds a post has joined, so that every branch has somebody who runs it. Default: false. */
  officersJoined?: boolean
}

const CONSENT_VERSION = 1

/** The WeChat of a demo person. */
export function openidOf(memberId: string): string {
  return `wx-${memberId}`
}

/** The invented company as the product stores it: organisations, members and the sessions of those who joined. */
export function* documentsOf(company: Company, options: SeedOptions): Generator<SeedDocument> {
  const places = new Map<string, { name: string; path: string[]; timeZone: string }>()
  let order = 0
  for (const organisation of company.organisations) {
    const above =
      organisation.parentId === null ? [] : (places.get(organisation.parentId)?.path ?? [])
    const path = [...above, organisation.id]
    const { name, timeZone } = organisation
    places.set(organisation.id, { name, path, timeZone })
    order += 1
    yield {
      collection: 'organisations',
      document: organisationDocument(organisation, path, order, options.today),
    }
  }
  let count = 0
  for (const person of company.members) {
    count += 1
    const isIn =
      options.everyNthNotJoined === 0 ||
      count % options.everyNthNotJoined !== 0 ||
      (options.officersJoined === true && person.posts.length > 0)
    const member = memberDocument(person, places, isIn, options.today)
    yield { collection: 'members', document: member }
    if (isIn) yield { collection: 'sessions', document: sessionDocument(member, options.today) }
  }
}

/** The same, to be built upon: with what the generator knows beyond the documents. */
export function storedCompany(company: Company, options: SeedOptions): DemoCompany {
  const organisations: Organisation[] = []
  const members: Member[] = []
  for (const { collection, document } of documentsOf(company, options)) {
    if (collection === 'organisations') organisations.push(document as Organisation)
    if (collection === 'members') members.push(document as Member)
  }
  return {
    organisations,
    members,
    known: new Map([...company.members].map((person) => [person.id, person])),
    withoutNetwork: new Set(
      [...company.organisations].filter(({ signal }) => signal === 'none').map(({ id }) => id),
    ),
  }
}

function organisationDocument(
  { id, name, shortName, level, kind, parentId, openedOn, closesOn, timeZone }: CompanyOrganisation,
  path: string[],
  order: number,
  today: LocalDate,
): Organisation {
  return {
    _id: id,
    name,
    shortName,
    level,
    ...(kind === undefined ? {} : { kind }),
    parentId,
    path,
    state: closesOn === undefined ? 'open' : closesOn < today ? 'closed' : 'closing',
    openedOn,
    ...(closesOn === undefined ? {} : { closesOn }),
    timeZone,
    order,
    version: 1,
  }
}

function memberDocument(
  person: CompanyMember,
  places: ReadonlyMap<string, { name: string; path: string[]; timeZone: string }>,
  isIn: boolean,
  today: LocalDate,
): Member {
  const at = (orgId: string) => {
    const place = places.get(orgId)
    if (place === undefined)
      throw new Error(`${person.id} refers to the unknown organisation ${orgId}`)
    return { orgId, orgName: place.name, path: place.path }
  }
  const zoneOf = (orgId: string) => places.get(orgId)?.timeZone ?? BEIJING
  const affiliation = { ...at(person.affiliation.orgId), from: person.affiliation.from }
  const attachments = person.attachments.map(
    ({ orgId, from, until }): Attachment => ({
      ...at(orgId),
      from,
      ...(until === undefined ? {} : { until }),
      timeZone: zoneOf(orgId),
    }),
  )
  const posts = person.posts.map(
    ({ role, orgId, from, until }): Post => ({
      role,
      ...at(orgId),
      from,
      ...(until === undefined ? {} : { until }),
      timeZone: zoneOf(orgId),
    }),
  )
  const { id: _id, stage } = person
  return {
    _id,
    name: person.name,
    employeeNumber: person.employeeNumber,
    phone: person.phone,
    stage,
    ...(person.joinedOn === undefined ? {} : { joinedOn: person.joinedOn }),
    affiliation,
    attachments,
    posts,
    state: 'active',
    ...(isIn ? { openid: openidOf(_id), joinedAt: `${today}T00:00:00.000Z` } : {}),
    audienceKeys: audienceKeysOf({ _id, stage, affiliation, attachments, posts }, today),
    version: 1,
  }
}

function sessionDocument(member: Member, today: LocalDate): Session {
  const {
    _id: memberId,
    name,
    stage,
    state,
    affiliation,
    attachments,
    posts,
    audienceKeys,
    version,
  } = member
  return {
    _id: openidOf(memberId),
    memberId,
    name,
    stage,
    state,
    affiliation,
    attachments,
    posts,
    audienceKeys,
    consent: { version: CONSENT_VERSION, at: `${today}T00:00:00.000Z` },
    memberVersion: version,
  }
}
