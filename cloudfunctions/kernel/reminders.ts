import type { Ask } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { askPage } from '../rules/ask-kinds'
import { COOL_DOWN_MS } from '../rules/cool-down'
import { reminderFields } from '../rules/reminder'
import type { Along, Database, Stored } from './db'
import { messageSettings } from './message-settings'
import { emptyQuota, quotaOf, returnQuota, takeQuota } from './quota'
import type { WeChat } from './wechat'

/**
 * What became of reminding one person.
 * `uncertain`: an earlier try of the same call ended between sending and writing it down; it is not sent again.
 */
export type ReminderOutcome = 'sent' | 'noQuota' | 'coolingDown' | 'failed' | 'uncertain'

/** The cool-down of one person and ask: who claimed it last, when, and what became of it. */
interface Nudge {
  _id: string
  askId: string
  memberId: string
  at: number
  key: string
  outcome: ReminderOutcome | 'claimed'
}

const NUDGES = 'nudges'
const AT_A_TIME = 10

/** A claim with one of these keeps the next reminder back; with another, nothing was sent. */
const KEEPS_BACK: readonly Nudge['outcome'][] = ['claimed', 'sent', 'uncertain']

type Reminded = Pick<Member, '_id' | 'openid'>

/** To be read along with people: when each was last reminded of an ask. */
export function nudgesAlong(askId: string): Along {
  return { from: NUDGES, ids: [{ before: `${askId}:`, field: '_id' }] }
}

/** When the reminder went out that keeps a new one back, or `null`. @param read what `nudgesAlong` read */
export function remindedAt(read: readonly Stored[], now: Date): Date | null {
  const [nudge] = read as Nudge[]
  return nudge !== undefined && isCoolingDown(nudge, now) ? new Date(nudge.at) : null
}

function isCoolingDown({ at, outcome }: Nudge, now: Date): boolean {
  return KEEPS_BACK.includes(outcome) && at > now.getTime() - COOL_DOWN_MS
}

/**
 * Reminds people of one ask by subscription message, each at most once in 30 minutes and at most once per `key`:
 * the cool-down document is claimed first, then one message is taken from the ledger, then it is sent.
 * A repeat with the same key finds its own claims and answers what they came to.
 */
export async function remind(
  tools: { db: Database; wechat: WeChat; now: Date },
  ask: Ask,
  people: readonly Reminded[],
  key: string,
  line: string,
): Promise<Map<string, ReminderOutcome>> {
  const { db } = tools
  const settings = await messageSettings(db)
  const memberIds = people.map((person) => person._id)
  const [quota, earlier] = await Promise.all([
    quotaOf(db, memberIds, settings.reminder.templateId),
    nudgesOf(db, ask, memberIds),
  ])
  const outcomes = new Map<string, ReminderOutcome>()
  for (let start = 0; start < people.length; start += AT_A_TIME) {
    await Promise.all(
      people.slice(start, start + AT_A_TIME).map(async (person) => {
        outcomes.set(person._id, await remindOne(person))
      }),
    )
  }
  return outcomes

  async function remindOne(person: Reminded): Promise<ReminderOutcome> {
    const claimed = await claim(tools, ask, person._id, key, {
      before: earlier.get(person._id) ?? null,
      hasQuota: (quota.get(person._id) ?? 0) > 0,
    })
    if (claimed !== 'claimed') return claimed
    const outcome = await send(person)
    await db
      .collection<Nudge>(NUDGES)
      .updateWhere({ _id: nudgeId(ask, person._id), key }, { outcome })
    return outcome
  }

  async function send(person: Reminded): Promise<ReminderOutcome> {
    const { now, wechat } = tools
    const { templateId } = settings.reminder
    if (person.openid === undefined || !(await takeQuota(db, person._id, templateId, now)))
      return 'noQuota'
    const answer = await wechat.sendSubscription({
      openid: person.openid,
      templateId,
      page: askPage(ask),
      data: reminderFields(ask, line),
    })
    if (answer === 'noQuota') await emptyQuota(db, person._id, templateId, now)
    if (answer === 'failed') await returnQuota(db, person._id, templateId, now)
    return answer
  }
}

function nudgeId(ask: Ask, memberId: string): string {
  return `${ask._id}:${memberId}`
}

async function nudgesOf(
  db: Database,
  ask: Ask,
  memberIds: readonly string[],
): Promise<Map<string, Nudge>> {
  if (memberIds.length === 0) return new Map()
  const ids = memberIds.map((memberId) => nudgeId(ask, memberId))
  const found = await db
    .collection<Nudge>(NUDGES)
    .find({ _id: db.is.in(ids) }, { limit: ids.length })
  return new Map(found.map((nudge) => [nudge.memberId, nudge]))
}

/** Claims the cool-down by compare-and-set. Somebody who cannot be sent anything is not cooled down for it. */
async function claim(
  { db, now }: { db: Database; now: Date },
  ask: Ask,
  memberId: string,
  key: string,
  { before, hasQuota }: { before: Nudge | null; hasQuota: boolean },
): Promise<ReminderOutcome | 'claimed'> {
  const nudges = db.collection<Nudge>(NUDGES)
  const _id = nudgeId(ask, memberId)
  const at = now.getTime()
  if (before?.key === key) return before.outcome === 'claimed' ? 'uncertain' : before.outcome
  if (before !== null && isCoolingDown(before, now)) return 'coolingDown'
  if (!hasQuota) return 'noQuota'
  const fresh: Nudge = { _id, askId: ask._id, memberId, at, key, outcome: 'claimed' }
  if (before === null) {
    const inserted = await nudges.insert(fresh)
    return inserted.state === 'inserted' ? 'claimed' : 'coolingDown'
  }
  const { _id: _, ...changes } = fresh
  const saved = await nudges.updateWhere({ _id, at: before.at, key: before.key }, changes)
  return saved === 1 ? 'claimed' : 'coolingDown'
}
