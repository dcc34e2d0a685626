import type { HostView, MeetingState } from '../../../../typings/meeting'
import type { Change } from '../../../services/change'
import type { Tag } from '../../../services/words'
import { withPending } from './host-room'
import { type Fact, MEETING_TAGS, planFacts } from './meeting-words'
import { peopleOf, type RollLook, type RollShown, rollShown } from './roll-sections'

/** From so many people on, a name is looked for rather than seen. */
const MANY = 20

/** What the host's page shows of the room. */
export interface HostShown extends RollShown {
  title: string
  state: Tag
  stage: MeetingState
  /** Of a meeting that has not begun: when, where and how many; empty once it is open. */
  facts: Fact[]
  /** What opening it does. */
  opening: string
  /** This phone has what makes the codes. */
  isReady: boolean
  /** What makes the codes, while there are any to show; else empty. */
  secret: string
  /** Why there is no code, and how to use the one there is. */
  codeNote: string
  codeHint: string
  /** Expected, holding the code and not recorded: nobody can scan their own phone. */
  isAway: boolean
  /** Whose phone is the host's; empty when it is this one. */
  heldBy: string
  /** Whether each person's way of attending is asked, and what attending on line counts for. */
  asksRemote: boolean
  remoteRule: string
  hasMany: boolean
  /** How many changes wait for the network. */
  unsent: number
  refusal: string
  refusedId: string
}

export const NO_ROOM: Readonly<HostShown> = {
  title: '',
  state: MEETING_TAGS.planned,
  stage: 'planned',
  facts: [],
  opening: '',
  isReady: false,
  secret: '',
  codeNote: '',
  codeHint: '',
  isAway: false,
  heldBy: '',
  asksRemote: false,
  remoteRule: '',
  hasMany: false,
  unsent: 0,
  refusal: '',
  refusedId: '',
  numbers: {
    expectedAll: 0,
    presentAll: 0,
    expectedVoters: 0,
    presentVoters: 0,
    observers: 0,
    onLeave: 0,
    remote: 0,
  },
  unverified: 0,
  missing: 0,
  besides: '',
  waits: '',
  hasRoll: false,
  isNobody: false,
  sections: [],
}

/**
 * The room as the host sees it, with what this phone did and the server has not heard of. Pure.
 * @param mine changes of this meeting in the outbox
 * @param me the host's member id; empty when it is not known
 */
export function hostShown(
  before: HostView,
  mine: readonly Change[],
  look: RollLook & { me: string },
  now: Date,
): HostShown {
  const room = withPending(before, mine)
  const { meeting, pass, heldBy } = room
  const isOpen = meeting.state === 'open'
  const isLost = isOpen && pass === null && heldBy === null
  const refused = mine.find(({ state }) => state === 'refused')
  return {
    ...rollShown(room, look, now),
    ...(meeting.state === 'planned' ? beforehand(room, now) : BEGUN),
    title: meeting.title,
    state: MEETING_TAGS[meeting.state],
    stage: meeting.state,
    isReady: pass !== null,
    secret: isOpen ? (pass?.secret ?? '') : '',
    codeNote: isLost ? '这部手机没有本次会议的签到码，请联网后重试。' : '',
    codeHint:
      meeting.mode === 'onSite' ? '用“扫码签到”扫' : '线上的人扫共享的屏幕，或输入您念的数字',
    isAway: isOpen && pass !== null && peopleOf(room).missing.includes(look.me),
    heldBy: pass === null ? (heldBy ?? '') : '',
    asksRemote: meeting.mode === 'both' || (meeting.mode === 'onSite' && meeting.link !== ''),
    remoteRule: meeting.remoteCounts
      ? '这类会议，线上参加计入实到'
      : '这类会议，线上参加不计入实到',
    hasMany: room.attendees.length > MANY,
    unsent: mine.filter(({ state }) => state === 'waiting').length,
    refusal: refused?.refusal ?? '',
    refusedId: refused?.clientId ?? '',
  }
}

type Beforehand = Pick<HostShown, 'facts' | 'opening'>

const BEGUN: Beforehand = { facts: [], opening: '' }

/** Nobody can be here yet: what counts is when it is, and what the tap that opens it does. */
function beforehand({ meeting, attendees }: HostView, now: Date): Beforehand {
  const expected = attendees.filter(({ role }) => role === 'expected').length
  const invited = attendees.length - expected
  const value = invited === 0 ? `${expected} 人` : `${expected} 人，另请列席 ${invited} 人`
  const told = meeting.announced ? '' : '会收到通知，'
  return {
    facts: [...planFacts(meeting, now), { name: '应到', value }],
    opening: `点“现在开会”后，应到名单就固定下来，参会人${told}可以签到。`,
  }
}
