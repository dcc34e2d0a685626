import type { Ask, NudgeOutcome, NudgeResult } from '../../typings/ask'
import type { Member, Organisation, Session } from '../../typings/organisation'
import { askPage } from '../rules/ask-kinds'
import { orgKey } from '../rules/audience'
import { maskPhone } from '../rules/phone'
import { askLine, cardTitle, gapLine } from '../rules/reminder'
import { refuse } from './action'
import type { Database } from './db'
import { expectedIn } from './follow-up'
import { MEMBERS } from './members'
import { PROGRESS, type StoredProgress } from './progress'
import { remind } from './reminders'
import type { WeChat } from './wechat'

/** Branches with gaps whose secretaries one tap reaches. Beyond, a lower organisation is chosen first. */
const BRANCHES = 200
/** Non-leaf organisations whose counters one tap reads. */
const COUNTERS = 1000

/** Somebody who is to be reminded, or the reason why not. */
interface Addressee {
  person: Member
  line: string
  answered: boolean
}

/**
 * Reminds those who are missing, whatever is asked: in one's own branch the persons themselves; from above the
 * secretary of that branch, or the secretaries of the branches that have gaps, because a branch chases its own
 * people. Who just answered gets nothing. Answers what happened to whom, and a card for the group, for those whom
 * no message reaches. Runs inside `once`, whose `key` makes a repeat safe.
 */
export async function nudgeMissing(
  tools: { db: Database; wechat: WeChat; now: Date; session: Pick<Session, 'posts'> },
  ask: Ask,
  place: Organisation,
  /** Empty: everyone missing. */
  memberIds: readonly string[],
  key: string,
): Promise<NudgeResult> {
  const { db } = tools
  if (ask.publishAt > tools.now.toISOString()) return refuse('badInput', { field: 'publishAt' })
  const found = await addresseesIn(db, ask, place, tools.session)
  const chosen = new Set(memberIds)
  const addressees = found.filter(({ person }) => chosen.size === 0 || chosen.has(person._id))
  return {
    outcomes: await reach(tools, ask, addressees, key),
    card: { title: cardTitle(ask), path: `/${askPage(ask)}` },
  }
}

async function reach(
  tools: { db: Database; wechat: WeChat; now: Date },
  ask: Ask,
  addressees: readonly Addressee[],
  key: string,
): Promise<NudgeResult['outcomes']> {
  const open = addressees.filter(({ answered, person }) => !answered && person.openid)
  const sent = new Map<string, NudgeOutcome>()
  // Secretaries of different branches get different lines.
  for (const line of new Set(open.map((each) => each.line))) {
    const people = open.filter((each) => each.line === line).map(({ person }) => person)
    const outcomes = await remind(tools, ask, people, key, line)
    for (const [memberId, outcome] of outcomes) sent.set(memberId, outcome)
  }
  return addressees.map(({ person, answered }) => {
    const outcome: NudgeOutcome = answered
      ? 'alreadyAnswered'
      : (sent.get(person._id) ?? 'notJoined')
    const byPhone = outcome !== 'sent' && outcome !== 'alreadyAnswered'
    return {
      memberId: person._id,
      name: person.name,
      outcome,
      ...(byPhone && person.phone !== undefined ? { maskedPhone: maskPhone(person.phone) } : {}),
    }
  })
}

async function addresseesIn(
  db: Database,
  ask: Ask,
  place: Organisation,
  { posts }: Pick<Session, 'posts'>,
): Promise<Addressee[]> {
  if (place.level !== 'branch' && place.level !== 'group') return secretariesBelow(db, ask, place)
  const people = await peopleIn(db, ask, place._id)
  // A group has no secretary; its branch's officers remind its people.
  if (place.level === 'group' || posts.some(({ orgId }) => orgId === place._id)) return people
  const missing = people.filter(({ answered }) => !answered).length
  return missing === 0 ? [] : secretariesOf(db, new Map([[place._id, missing]]))
}

async function peopleIn(db: Database, ask: Ask, orgId: string): Promise<Addressee[]> {
  const line = askLine(ask)
  return (await expectedIn(db, ask, orgId)).map((each) => ({ ...each, line }))
}

async function secretariesBelow(db: Database, ask: Ask, place: Organisation): Promise<Addressee[]> {
  const gaps = await branchGaps(db, ask, place._id)
  if (gaps.size > BRANCHES) return refuse('tooMany', { limit: BRANCHES })
  return secretariesOf(db, gaps)
}

/** Branches below an organisation that still miss somebody, by the counters, with how many. */
async function branchGaps(db: Database, ask: Ask, orgId: string): Promise<Map<string, number>> {
  const counted = await db
    .collection<StoredProgress>(PROGRESS)
    .find({ askId: ask._id, version: ask.version, path: orgId }, { limit: COUNTERS })
  const rows = counted.flatMap((each) => each.rows)
  return new Map(
    rows
      .filter((row) => row.level === 'branch' && row.confirmed < row.expected)
      .map((row) => [row.orgId, row.expected - row.confirmed]),
  )
}

/** The secretaries of these branches today, each once, told of all that is missing where they are secretary. */
async function secretariesOf(
  db: Database,
  gaps: ReadonlyMap<string, number>,
): Promise<Addressee[]> {
  if (gaps.size === 0) return []
  const keys = [...gaps.keys()].map((orgId) => orgKey(orgId, 'secretary'))
  const people = await db
    .collection<Member>(MEMBERS)
    .find({ audienceKeys: db.is.in(keys), state: 'active' }, { limit: 2 * BRANCHES })
  return people.map((person) => {
    const missing = [...gaps].filter(([orgId]) =>
      person.audienceKeys.includes(orgKey(orgId, 'secretary')),
    )
    const total = missing.reduce((sum, [, count]) => sum + count, 0)
    return { person, line: gapLine(total), answered: false }
  })
}
