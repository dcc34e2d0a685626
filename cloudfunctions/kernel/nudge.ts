import * as v from 'valibot'
import type { Ask, NudgeChoice, NudgeOutcome, NudgeResult } from '../../typings/ask'
import type { Member, Organisation, Session } from '../../typings/organisation'
import { askPage } from '../rules/ask-kinds'
import { currentPosts } from '../rules/audience'
import { maskPhone } from '../rules/phone'
import { askLine, cardTitle, gapLine } from '../rules/reminder'
import { refuse } from './action'
import type { Database } from './db'
import { expectedAt } from './follow-up'
import { inForce } from './in-force'
import { MEMBERS } from './members'
import { isBranch } from './people-at'
import { PROGRESS, type StoredProgress } from './progress'
import { remind } from './reminders'
import { id } from './schema'
import type { WeChat } from './wechat'

/** Organisations with gaps whose secretaries one tap reaches. Beyond, a lower organisation is chosen first. */
const BRANCHES = 200
/** Non-leaf organisations whose counters one tap reads. */
const COUNTERS = 1000

const PEOPLE = 500

/** Whom a nudge means, as every feature's action takes it. */
export const nudgeChoice = {
  memberIds: v.pipe(v.array(id), v.maxLength(PEOPLE)),
  orgIds: v.pipe(v.array(id), v.maxLength(BRANCHES)),
}

interface NudgeTools {
  db: Database
  wechat: WeChat
  now: Date
  /** The caller, who is reminded of nothing. */
  session: Pick<Session, 'memberId' | 'posts'>
}

/** Somebody who is to be reminded, or the reason why not. */
interface Addressee {
  person: Member
  line: string
  answered: boolean
  secretaryOf?: { orgId: string; orgName: string }[]
}

/** Whom a nudge reaches, and the organisations it cannot reach because nobody is secretary there. */
interface Reach {
  addressees: Addressee[]
  withoutSecretary: string[]
}

/** An organisation whose own people are missing. */
interface Gap {
  orgId: string
  orgName: string
  missing: number
}

/**
 * Reminds those who are missing, whatever is asked: in one's own branch, or of one's own superior organisation itself
 * (named in `orgIds`, alone), the persons themselves; from above the secretary there, or the secretaries of whatever
 * below has a gap of its own, because each chases its own people. Who just answered gets nothing. Answers what happened
 * to whom, and a card for the group, for those whom no message reaches. Runs inside `once`, whose `key` makes a repeat
 * safe.
 */
export async function nudgeMissing(
  tools: NudgeTools,
  ask: Ask,
  place: Organisation,
  { memberIds, orgIds }: NudgeChoice,
  key: string,
): Promise<NudgeResult> {
  if (ask.publishAt > tools.now.toISOString()) return refuse('badInput', { field: 'publishAt' })
  const { addressees, withoutSecretary } = await reachOf(tools, ask, place, orgIds)
  const chosen = new Set(memberIds)
  const meant = addressees.filter(({ person }) => chosen.size === 0 || chosen.has(person._id))
  return {
    outcomes: await send(tools, ask, meant, key),
    withoutSecretary: chosen.size === 0 ? withoutSecretary : [],
    card: { title: cardTitle(ask, place.timeZone), path: `/${askPage(ask)}` },
  }
}

async function send(
  tools: NudgeTools,
  ask: Ask,
  addressees: readonly Addressee[],
  key: string,
): Promise<NudgeResult['outcomes']> {
  const isCaller = (person: Member) => person._id === tools.session.memberId
  const open = addressees.filter(
    ({ answered, person }) => !answered && person.openid && !isCaller(person),
  )
  const sent = new Map<string, NudgeOutcome>()
  // Secretaries of different branches get different lines.
  for (const line of new Set(open.map((each) => each.line))) {
    const people = open.filter((each) => each.line === line).map(({ person }) => person)
    const outcomes = await remind(tools, ask, people, key, line)
    for (const [memberId, outcome] of outcomes) sent.set(memberId, outcome)
  }
  return addressees.map(({ person, answered, secretaryOf }) => {
    const outcome: NudgeOutcome = answered
      ? 'alreadyAnswered'
      : isCaller(person)
        ? 'yourself'
        : (sent.get(person._id) ?? 'notJoined')
    const byPhone = !['sent', 'alreadyAnswered', 'yourself'].includes(outcome)
    return {
      memberId: person._id,
      name: person.name,
      outcome,
      ...(secretaryOf === undefined ? {} : { secretaryOf }),
      ...(byPhone && person.phone !== undefined ? { maskedPhone: maskPhone(person.phone) } : {}),
    }
  })
}

async function reachOf(
  { db, now, session: { posts } }: NudgeTools,
  ask: Ask,
  place: Organisation,
  orgIds: readonly string[],
): Promise<Reach> {
  const isItself = orgIds.includes(place._id)
  if (isItself && orgIds.length > 1) return refuse('badInput', { field: 'orgIds' })
  if (!isBranch(place) && !isItself) {
    const gaps = await branchGaps(db, ask, place._id, orgIds)
    if (gaps.length > BRANCHES) return refuse('tooMany', { limit: BRANCHES })
    return secretariesOf(db, gaps, now)
  }
  const line = askLine(ask, place.timeZone)
  const people = (await expectedAt(db, ask, place, now)).map((each) => ({ ...each, line }))
  // A group has no secretary; its branch's officers remind its people.
  if (place.level === 'group' || posts.some(({ orgId }) => orgId === place._id))
    return { addressees: people, withoutSecretary: [] }
  const missing = people.filter(({ answered }) => !answered).length
  const gap = { orgId: place._id, orgName: place.shortName, missing }
  return secretariesOf(db, missing === 0 ? [] : [gap], now)
}

/**
 * What below an organisation still misses somebody of its own, by the counters: branches, and superior organisations
 * whose own people are missing.
 * @param chosen only these of the organisations directly below, and what lies under them; empty: all
 */
async function branchGaps(
  db: Database,
  ask: Ask,
  orgId: string,
  chosen: readonly string[],
): Promise<Gap[]> {
  const counters = db.collection<StoredProgress>(PROGRESS)
  const { _id: askId, version } = ask
  const inside = chosen.length === 0 ? [orgId] : [...chosen]
  const [below, own] = await Promise.all([
    counters.find({ askId, version, path: db.is.in(inside) }, { limit: COUNTERS }),
    chosen.length === 0 ? [] : counters.find({ _id: `${askId}:${orgId}`, version }, { limit: 1 }),
  ])
  // Only what lies below is reached, whatever is named.
  const isMeant = (path: readonly string[]) =>
    path.includes(orgId) &&
    (chosen.length === 0 ||
      path.slice(path.indexOf(orgId) + 1).some((each) => chosen.includes(each)))
  const meant = below.filter(({ path }) => isMeant(path))
  const rows = [
    ...meant.flatMap((each) => each.rows),
    ...own.flatMap((each) => each.rows).filter((row) => chosen.includes(row.orgId)),
  ]
  const itself = new Map(meant.map((each) => [each.path.at(-1), each.own]))
  return rows.flatMap((row) => {
    const count = row.level === 'branch' ? row : itself.get(row.orgId)
    const missing = count === undefined ? 0 : count.expected - count.confirmed
    return missing > 0 ? [{ orgId: row.orgId, orgName: row.orgName, missing }] : []
  })
}

/**
 * The secretaries of these organisations today, and who acts for one, each once, told of all that is missing where
 * they are.
 */
async function secretariesOf(db: Database, gaps: readonly Gap[], now: Date): Promise<Reach> {
  if (gaps.length === 0) return { addressees: [], withoutSecretary: [] }
  const orgIds = gaps.map(({ orgId }) => orgId)
  const { is } = db
  const either = [{ role: 'secretary' }, { delegateOf: is.exists(true) }]
  const posts = either.flatMap((each) =>
    inForce(db, 'posts', { ...each, orgId: is.in(orgIds) }, now),
  )
  const people = await db.collection<Member>(MEMBERS).find(is.or(...posts), { limit: 2 * BRANCHES })
  const isSecretary = (person: Member, gap: Gap) =>
    currentPosts(person.posts, now).some(
      ({ role, orgId, delegateOf }) =>
        orgId === gap.orgId && (role === 'secretary' || delegateOf !== undefined),
    )
  const addressees = people.flatMap((person) => {
    const mine = gaps.filter((gap) => isSecretary(person, gap))
    if (mine.length === 0) return []
    const total = mine.reduce((sum, { missing }) => sum + missing, 0)
    const secretaryOf = mine.map(({ orgId, orgName }) => ({ orgId, orgName }))
    return [{ person, line: gapLine(total), answered: false, secretaryOf }]
  })
  const left = gaps.filter((gap) => !people.some((person) => isSecretary(person, gap)))
  return { addressees, withoutSecretary: left.map(({ orgName }) => orgName) }
}
