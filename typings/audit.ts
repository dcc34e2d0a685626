import type { Instant } from './organisation'

/** Who did, saw or exported what, in which organisation. Appended, never changed. */
export interface AuditEntry {
  _id: string
  at: Instant
  /** Member id; `operator` for a command run by an administrator of the environment. */
  actorId: string
  actorName: string
  action: string
  orgId: string
  path: string[]
  /** The document it was done to. */
  subjectId: string
  /** One line for people, in Chinese; never a secret or a full phone number. */
  summary: string
}
