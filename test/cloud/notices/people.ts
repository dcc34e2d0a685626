import { currentPosts } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { Member, PostRole } from '../../../typings/organisation'
import type { Caller, Company } from '../company'

/** Somebody of the demo company together with their phone. */
export type Person = Member & Caller

/** Finds people of the demo company by what they are. */
export function peopleOf(company: Company) {
  const day = localDate(new Date())
  const asPerson = (member: Member | undefined, what: string): Person => {
    if (member === undefined) throw new Error(`The demo company has nobody who is ${what}`)
    return { ...member, ...company.as(member.openid ?? `wx-${member._id}`) }
  }
  const isPlain = ({ posts, attachments, openid }: Member) =>
    posts.length === 0 && attachments.length === 0 && openid !== undefined

  return {
    /** Who holds a post today and has joined. */
    officer(role: PostRole, orgId: string): Person {
      const holds = ({ posts, openid }: Member) =>
        openid !== undefined &&
        currentPosts(posts, day).some((post) => post.role === role && post.orgId === orgId)
      return asPerson(company.members.find(holds), `${role} of ${orgId}`)
    },
    /** The `nth` who has joined, holds no post and is attached nowhere. */
    plain(orgId: string, nth = 0): Person {
      const found = company.members.filter(
        (member) => isPlain(member) && member.affiliation.orgId === orgId,
      )
      return asPerson(found[nth], `plain member ${nth} of ${orgId}`)
    },
    /** The `nth` who has joined and is attached to an organisation without holding a post there. */
    attached(orgId: string, nth = 0): Person {
      const found = company.members.filter(
        ({ attachments, posts, openid }) =>
          openid !== undefined &&
          posts.length === 0 &&
          attachments.some((each) => each.orgId === orgId),
      )
      return asPerson(found[nth], `attached to ${orgId}`)
    },
    notJoined(orgId: string): Person {
      return asPerson(
        company.members.find(
          ({ affiliation, openid }) => affiliation.orgId === orgId && openid === undefined,
        ),
        `of ${orgId} and has not joined`,
      )
    },
    /** Anybody who has joined, by a condition. */
    some(what: string, is: (member: Member) => boolean): Person {
      return asPerson(
        company.members.find((member) => member.openid !== undefined && is(member)),
        what,
      )
    },
  }
}
