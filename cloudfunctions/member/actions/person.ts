import * as v from 'valibot'
import type { ActionName } from '../../../typings/contract'
import type { PersonRight, PersonView } from '../../../typings/member'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn, type Subject } from '../../kernel/action'
import { hasLeft, MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { hasBegun, mayTakeBack } from '../../rules/attachment'
import { currentAttachments } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { maskPhone } from '../../rules/phone'
import { mayEnd } from '../may-end'

/** One person with posts, attachments and what the caller may do about them. */
export const person = action('member.person', {
  input: v.strictObject({ orgId: id, memberId: id }),
  target: documentIn<Member>(MEMBERS)(({ memberId }) => memberId),
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: (_, { target, now }) => [
    target.affiliation,
    ...currentAttachments(target.attachments, now),
  ],
  async run({ now, may }, _, { target, prefetched: organisation }): Promise<PersonView> {
    const isNotOver = ({ until, timeZone }: { until?: string; timeZone?: string }) =>
      until === undefined || until >= localDate(now, timeZone)
    const home = target.affiliation
    // Also before the clock has entered a day of leaving that has come.
    const isGone = hasLeft(target, localDate(now))
    const from: Subject[] =
      organisation === null ? [] : [{ orgId: organisation._id, path: organisation.path }]
    const rights: [PersonRight, ActionName, Subject[]][] = [
      ['revealPhone', 'member.revealPhone', [home, ...currentAttachments(target.attachments, now)]],
      ['setPhone', 'member.setPhone', [home]],
      ['invite', 'member.invite', [home]],
      ['undoJoin', 'member.undoJoin', [home]],
      ['leave', 'member.leave', [home]],
      ['attach', 'member.attach', [home]],
      ['appoint', 'member.appoint', from],
      ['delegate', 'member.delegate', from],
    ]
    return {
      memberId: target._id,
      name: target.name,
      stage: target.stage,
      ...(target.employeeNumber === undefined ? {} : { employeeNumber: target.employeeNumber }),
      ...(target.phone === undefined ? {} : { maskedPhone: maskPhone(target.phone) }),
      ...(target.joinedOn === undefined ? {} : { joinedOn: target.joinedOn }),
      affiliation: {
        orgId: home.orgId,
        orgName: home.orgName,
        ...(home.from === undefined ? {} : { from: home.from }),
      },
      attachments: (isGone ? [] : target.attachments)
        .filter(isNotOver)
        .sort((a, b) => (a.from < b.from ? -1 : 1))
        .map((stay) => ({
          ...stay,
          begun: hasBegun(stay, now),
          mayTakeBack: mayTakeBack(stay, now),
        })),
      posts: (isGone ? [] : target.posts)
        .filter(isNotOver)
        .map((post) => ({ ...post, mayEnd: mayEnd(may, post, post) })),
      joined: target.openid !== undefined,
      ...(target.joinedAt === undefined ? {} : { joinedAt: target.joinedAt }),
      state: isGone ? 'left' : target.state,
      ...(target.leftOn === undefined ? {} : { leftOn: target.leftOn }),
      version: target.version,
      may: rights.flatMap(([right, name, subjects]) =>
        subjects.some((subject) => may(name, subject)) ? [right] : [],
      ),
    }
  },
})
