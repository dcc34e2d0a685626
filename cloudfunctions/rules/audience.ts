import type {
  Attachment,
  LocalDate,
  Member,
  MemberStage,
  Post,
  PostRole,
} from '../../typings/organisation'
import { localDate } from './calendar'

/**
 * Who belongs to which audience. An ask names keys, a person has keys; the person is asked when they share one.
 * Keys: `org:ID` everyone of an organisation and below · `org:ID/stage` · `org:ID/role` · `person:ID`.
 * Both sides are made here, so that names, totals and progress can never use two definitions.
 */

/** The parts of a person that decide what is asked of them. */
export type AudienceSubject = Pick<
  Member,
  '_id' | 'stage' | 'affiliation' | 'attachments' | 'posts'
>

/** A day wherever one is, or an instant: then each organisation's own zone says which day it is there. */
export type When = LocalDate | Date

/** Whether something dated is in force (`YYYY-MM-DD`, both ends included). */
export function isCurrent(
  dated: { from?: LocalDate; until?: LocalDate; timeZone?: string },
  when: When,
): boolean {
  const day = typeof when === 'string' ? when : localDate(when, dated.timeZone)
  return (
    (dated.from === undefined || dated.from <= day) &&
    (dated.until === undefined || dated.until >= day)
  )
}

export function currentPosts(posts: readonly Post[], when: When): Post[] {
  return posts.filter((post) => isCurrent(post, when))
}

export function currentAttachments(attachments: readonly Attachment[], when: When): Attachment[] {
  return attachments.filter((attachment) => isCurrent(attachment, when))
}

/**
 * The keys of a person at a time: by affiliation and by every current attachment (fact 4 of the model: one
 * affiliation, any number of dated attachments), for their stage, their current posts and themselves.
 */
export function audienceKeysOf(person: AudienceSubject, when: When): string[] {
  const keys = new Set<string>([personKey(person._id)])
  const places = [person.affiliation, ...currentAttachments(person.attachments, when)]
  for (const place of places) {
    for (const orgId of place.path) {
      keys.add(orgKey(orgId))
      keys.add(orgKey(orgId, person.stage))
    }
  }
  for (const post of currentPosts(person.posts, when)) {
    for (const orgId of post.path) keys.add(orgKey(orgId, post.role))
  }
  return [...keys]
}

/** What a publisher chose, as keys. Named people alone, or organisations narrowed by stages or roles. */
export function audienceKeysFor(audience: {
  orgIds: readonly string[]
  stages: readonly MemberStage[]
  roles: readonly PostRole[]
  memberIds: readonly string[]
}): string[] {
  if (audience.memberIds.length > 0) return audience.memberIds.map(personKey)
  const narrowings = [...audience.stages, ...audience.roles]
  return audience.orgIds.flatMap((orgId) =>
    narrowings.length === 0
      ? [orgKey(orgId)]
      : narrowings.map((narrowing) => orgKey(orgId, narrowing)),
  )
}

export function orgKey(orgId: string, narrowing?: MemberStage | PostRole): string {
  return narrowing === undefined ? `org:${orgId}` : `org:${orgId}/${narrowing}`
}

/** The organisations that keys speak of, each once. */
export function orgIdsIn(keys: readonly string[]): string[] {
  const orgIds = keys.flatMap((key) => /^org:([^/]+)/.exec(key)?.[1] ?? [])
  return [...new Set(orgIds)]
}

export function personKey(memberId: string): string {
  return `person:${memberId}`
}

/** Whether a person is asked. */
export function isAsked(personKeys: readonly string[], askKeys: readonly string[]): boolean {
  const asked = new Set(askKeys)
  return personKeys.some((key) => asked.has(key))
}
