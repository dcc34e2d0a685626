import type { AuditEntry } from '../../typings/audit'
import type { Session } from '../../typings/organisation'
import type { Subject } from './action'
import type { Database } from './db'
import { derivedId } from './ids'

/**
 * Appends who did, saw or exported what. `once` names the fact, so that a repeated call is one entry.
 * Written together with the fact it tells of; a repeat of both changes nothing.
 */
export async function audit(
  db: Database,
  entry: {
    actor: Pick<Session, 'memberId' | 'name'>
    action: string
    about: Subject
    subjectId: string
    summary: string
    now: Date
    once: readonly string[]
  },
): Promise<void> {
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
