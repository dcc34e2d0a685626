import { localDate } from '../../../cloudfunctions/rules/calendar'
import { generateCompany } from '../../../local/demo/company'
import { documentsOf, type SeedDocument } from '../../../local/demo/documents'
import type { Member, PostRole } from '../../../typings/organisation'
import { withCloud } from '../fixture'
import type { StagedCloud } from '../fixture/stage'

/** Every sixth person of the demo company has not joined. */
const EVERY_NTH_NOT_JOINED = 6

/** Somebody of the demo company, as the fixture takes a person. */
export interface DemoPerson {
  openid: string
  name: string
  phoneNumber: string
}

/** The demo company in a cloud of its own, and its people. */
export interface StagedCompany {
  /** The cloud they are in; only inside tests and hooks. */
  readonly stage: StagedCloud
  /** As they were seeded. */
  readonly members: readonly Member[]

  /** The first who holds a post. */
  holder(role: PostRole, orgId: string): DemoPerson
  /** The `nth` of a branch who has joined, full members without a post first, without its secretary. */
  nth(orgId: string, nth: number): DemoPerson
  /** A full member of a branch without a post who has joined, or has not. */
  member(orgId: string, joined: boolean): DemoPerson
}

export function withCompany(): StagedCompany {
  const today = localDate(new Date())
  const documents = [
    ...documentsOf(generateCompany({ size: 'demo', today }), {
      today,
      everyNthNotJoined: EVERY_NTH_NOT_JOINED,
    }),
  ]
  const stage = withCloud({
    async fill({ database }) {
      for (const collection of ['organisations', 'members', 'sessions'] as const) {
        const lines = documents.filter((each) => each.collection === collection)
        await database.importLines(
          collection,
          lines.map(({ document }) => JSON.stringify(document)),
        )
      }
    },
  })
  const members = documents.flatMap((each: SeedDocument) =>
    each.collection === 'members' ? [each.document as Member] : [],
  )
  const find = (what: string, matches: (member: Member) => boolean): DemoPerson => {
    const member = members.find(matches)
    if (!member) throw new Error(`the demo company has no ${what}`)
    const { _id, openid = `wx-new-${_id}`, name, phone = '' } = member
    return { openid, name, phoneNumber: phone }
  }
  return {
    stage,
    members,
    holder: (role, orgId) =>
      find(
        `${role} of ${orgId} who has joined`,
        (member) =>
          member.openid !== undefined &&
          member.posts.some((post) => post.role === role && post.orgId === orgId),
      ),
    nth: (orgId, nth) => {
      const here = members.filter(
        ({ affiliation, openid }) => affiliation.orgId === orgId && openid !== undefined,
      )
      const isPlain = ({ posts, stage }: Member) => posts.length === 0 && stage === 'full'
      const isSecretary = ({ posts }: Member) => posts.some(({ role }) => role === 'secretary')
      const sorted = [
        ...here.filter(isPlain),
        ...here.filter((member) => !isPlain(member) && !isSecretary(member)),
      ]
      return find(`member ${nth} of ${orgId}`, (member) => member === sorted[nth])
    },
    member: (orgId, joined) =>
      find(
        `member of ${orgId}`,
        (member) =>
          member.affiliation.orgId === orgId &&
          member.posts.length === 0 &&
          member.stage === 'full' &&
          (member.openid !== undefined) === joined,
      ),
  }
}
