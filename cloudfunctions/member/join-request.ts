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
}
