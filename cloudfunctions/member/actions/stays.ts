import * as v from 'valibot'
import type { Attachment, Member, Organisation, Session } from '../../../typings/organisation'
import { action, documentIn, refuse } from '../../kernel/action'
import { audit, auditRepeat } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { findOrganisations } from '../../kernel/find-organisations'
import { changeMember, MEMBERS, refreshSession } from '../../kernel/members'
import { day, id, line, version } from '../../kernel/schema'
import { daysOf, isStay, stayRule, takeBackRule } from '../../rules/attachment'

/**
 * Stays with another branch (P5). Decided where the person belongs, not where they go: who stays is on the other
 * branch's list, and its officers may then ask for the phone number. Each change is in the log of both sides.
 */

/** Stays taken back that a person's record still tells of: more than are taken back before a lost call is repeated. */
const REMEMBERED = 20

const member = documentIn<Member>(MEMBERS)<{ memberId: string }>(({ memberId }) => memberId)

/** Where somebody may stay: any organisation of the company but a group, found by a part of its name. */
export const hosts = action('member.hosts', {
  input: v.strictObject({ memberId: id, words: line(30) }),
  target: member,
  subjects: (_, { target }) => [target.affiliation],
  async run({ db }, { words }, { target: person }) {
    const [root = ''] = person.affiliation.path
    const among = { path: root, state: db.is.neq('closed'), level: db.is.neq('group') }
    const { found, more } = await findOrganisations(db, among, words)
    return { found: found.filter(({ orgId }) => orgId !== person.affiliation.orgId), more }
  },
})

/** Enters a stay, or, with the same branch and first day, another last day for it. */
export const attach = action('member.attach', {
  input: v.strictObject({ orgId: id, memberId: id, from: day, until: v.exactOptional(day) }),
  target: member,
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now }, { from, until }, { target: person, prefetched: host }) {
    // A group takes nobody in: its people are of its branch.
    if (host === null || host.level === 'group' || person.state === 'left')
      return refuse('notFound')
    if (until !== undefined && until < from) return refuse('badInput', { field: 'until' })
    if (person.affiliation.orgId === host._id) return refuse('badInput', { field: 'orgId' })
    const end = until === undefined ? {} : { until }
    const stay: Attachment = {
      orgId: host._id,
      orgName: host.name,
      path: host.path,
      from,
      ...end,
      timeZone: host.timeZone,
    }
    const held = person.attachments.find(isStay(stay))
    const isHeld = held !== undefined && held.until === until
    const broken = isHeld ? null : stayRule(person.attachments, stay, host)
    if (broken !== null) return refuse('ruleBroken', { rule: broken.rule, reason: broken.text })
    const others = person.attachments.filter((each) => each !== held)
    const after = isHeld
      ? person
      : await changeMember(db, person, { attachments: [...others, stay] }, now)
    if (after === null) return refuse('changedMeanwhile')
    if (isHeld) await refreshSession(db, person)
    const summary = `${person.name}到${host.name}参加组织生活，${daysOf(stay)}`
    await tell(isHeld ? auditRepeat : audit, db, {
      ...{ action: 'member.attach', session, person, stay, summary, now },
      version: after.version,
    })
    return { version: after.version }
  },
})

/** Takes back a stay no day of which is over: it has not begun, or was entered by mistake today. */
export const detach = action('member.detach', {
  input: v.strictObject({ orgId: id, memberId: id, from: day, version }),
  target: member,
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now }, input, { target: person, prefetched: host }) {
    if (host === null) return refuse('notFound')
    const held = person.attachments.find(isStay(input))
    const reached = input.version + 1
    if (held !== undefined) {
      const broken = takeBackRule(held, now)
      if (broken !== null) return refuse('ruleBroken', { rule: broken.rule, reason: broken.text })
      if (person.version !== input.version) return refuse('changedMeanwhile')
      const attachments = person.attachments.filter((each) => each !== held)
      const taken = { orgId: held.orgId, from: held.from, version: reached }
      const takenBack = [...(person.takenBack ?? []), taken].slice(-REMEMBERED)
      if ((await changeMember(db, person, { attachments, takenBack }, now)) === null)
        return refuse('changedMeanwhile')
    } else {
      // Taken back by this very call before a crash, as the record says; only then is there anything to tell.
      const wasDone = (person.takenBack ?? []).some(
        (each) => isStay(input)(each) && each.version === reached,
      )
      if (!wasDone && person.version <= reached) return refuse('notFound')
      await refreshSession(db, person)
      if (!wasDone) return { version: person.version }
    }
    await tell(audit, db, {
      ...{ action: 'member.detach', session, person, now, version: reached },
      stay: { orgId: host._id, path: host.path },
      summary: `取消${person.name}到${host.name}参加组织生活，原定${input.from}起`,
    })
    return { version: reached }
  },
})

/** Told on both sides: the person's branch decided, the other one gets or loses them. */
async function tell(
  write: typeof audit,
  db: Database,
  told: {
    action: string
    session: Pick<Session, 'memberId' | 'name'>
    person: Member
    stay: Pick<Attachment, 'orgId' | 'path'>
    summary: string
    now: Date
    version: number
  },
): Promise<void> {
  const { action: name, session, person, stay, summary, now } = told
  await Promise.all(
    [person.affiliation, { orgId: stay.orgId, path: stay.path }].map((about) =>
      write(db, {
        actor: session,
        action: name,
        about,
        subjectId: person._id,
        summary,
        now,
        once: [person._id, String(told.version), about.orgId],
      }),
    ),
  )
}
