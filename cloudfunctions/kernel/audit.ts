import type { AuditEntry } from '../../typings/audit'
import type { Session } from '../../typings/organisation'
import type { Subject } from './action'
import type { Database } from './db'
import { derivedId } from './ids'

/** What is told of a change. */
export interface Entry {
  actor: Pick<Session, 'memberId' | 'name'>
  action: string
  about: Subject
  subjectId: string
  summary: string
  now: Date
  once: readonly string[]
}

/**
 * Appends who did, saw or exported what. `once` names the fact, so that a repeated call is one entry.
 * Written together with the fact it tells of; a repeat of both changes nothing.
 */
export async function audit(db: Database, entry: Entry): Promise<void> {
  await db.collection<AuditEntry>('audit').insert({
    _id: derivedId('audit', entry.action, ...entry.once),
    at: entry.now.toISOString(),
    actorId: entry.actor.memberId,
    actorName: entry.actor.name,
    action: entry.action,
    orgId: entry.about.orgId,
    path: entry.about.path,
    subjectId: entry.subjectId,
    summary: entry.summary,
  })
}

/**
 * For a call that finds the change it asks for already made: a crash may have kept the call that made it from
 * telling of it. Told now, unless the log has it.
 */
export async function auditRepeat(db: Database, entry: Entry): Promise<void> {
  const { action, about, subjectId, summary } = entry
  const told = await db
    .collection<AuditEntry>('audit')
    .find({ subjectId, action, orgId: about.orgId, summary }, { limit: 1, fields: ['at'] })
  if (told.length === 0) await audit(db, entry)
}
