import type { Member } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { MEMBERS } from '../kernel/members'
import { release } from './claim'

/** A request to be let into a branch, as stored. */
export const JOIN_REQUESTS = 'joinRequests'

export interface JoinRequestRecord {
  _id: string
  orgId: string
  path: string[]
  openid: string
  fullName: string
  note: string
  consentVersion: number
  at: string
  state: 'waiting' | 'accepted' | 'declined'
  answeredBy?: string
  answeredAt?: string
  memberId?: string
  /**
   * Whom an acceptance that is not finished lets in, and the instant it stamps them with: by these a crash is made
   * good, whatever the answer is in the end.
   */
  letIn?: string
  letInAt?: string
}

/**
 * Takes back what an unfinished acceptance did. Somebody who meanwhile joined in another way has another instant,
 * and stays.
 */
export async function giveBack(db: Database, request: JoinRequestRecord): Promise<void> {
  const { letIn, letInAt, openid } = request
  if (letIn === undefined) return
  const person = await db.collection<Member>(MEMBERS).get(letIn)
  if (person?.openid === openid && person.joinedAt === letInAt) await release(db, letIn, openid)
}
