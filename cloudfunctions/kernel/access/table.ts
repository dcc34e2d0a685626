import type { ActionName } from '../../../typings/contract'
import type { PostRole } from '../../../typings/organisation'
import { MEETING_OFFICERS } from '../../rules/meeting/kinds'

/**
 * Who may do what: the only place where rights are written down. Read `docs/access.md` for the same in words;
 * a test holds the two against each other, cell by cell, on a running cloud.
 *
 * A caller holds posts in organisations and is a `member` of the branch of their affiliation. Seen from the
 * organisation a call is about, such a place is
 *   own       the same organisation
 *   above     a superior organisation
 *   below     an organisation under it
 *   attached  (members only) a branch the caller is attached to for activities
 */
export type Holder = PostRole | 'member'
export type Relation = 'own' | 'above' | 'below' | 'attached'

export type AccessRow = (
  | { about: 'anyone' }
  | { about: 'self' }
  | {
      about: 'organisations'
      /** Of several organisations: must all be allowed, or is one enough? */
      match: 'every' | 'some'
      allow: Partial<Record<Relation, readonly Holder[]>>
    }
) & {
  /** May be called before consent was given or after it was withdrawn. */
  withoutConsent?: true
  /** May be called by those who have left. */
  leavers?: true
}

const LEADS = ['secretary', 'deputySecretary'] as const
const RECORDS = [...LEADS, 'organisationOfficer'] as const
const PUBLISHES = [...LEADS, 'editor'] as const
const ADMIN = ['administrator'] as const
const RUNS = MEETING_OFFICERS
/** Who writes questions and quizzes: those who publish, and the officer for study. */
const TEACHES = [...PUBLISHES, 'publicityOfficer'] as const

const anyone = { about: 'anyone', withoutConsent: true } as const
const self = { about: 'self' } as const

function organisations(
  allow: Partial<Record<Relation, readonly Holder[]>>,
  match: 'every' | 'some' = 'every',
): AccessRow {
  return { about: 'organisations', match, allow }
}

export const ACCESS: Record<ActionName, AccessRow> = {
  'member.session': { ...anyone, leavers: true },
  'member.consent': { ...self, withoutConsent: true },
  'member.withdrawConsent': { ...self, withoutConsent: true },
  'member.joinByPhone': anyone,
  'member.joinByCode': anyone,
  'member.requestToJoin': anyone,
  'member.readJoinCard': anyone,
  'member.claimSetup': anyone,
  'member.lateOutbox': { ...self, withoutConsent: true, leavers: true },

  'member.today': self,
  'member.myRecords': self,
  'member.exportMine': { ...self, withoutConsent: true, leavers: true },
  'member.deleteMine': { ...self, withoutConsent: true, leavers: true },

  'member.branch': organisations({
    own: [
      'member',
      ...RECORDS,
      'publicityOfficer',
      'disciplineOfficer',
      'groupLeader',
      ...ADMIN,
      'editor',
    ],
    above: [...LEADS, ...ADMIN, 'editor', 'organisationOfficer'],
    below: ['member'],
    attached: ['member'],
  }),
  'member.callOfficer': organisations({
    own: [
      'member',
      ...RECORDS,
      'publicityOfficer',
      'disciplineOfficer',
      'groupLeader',
      ...ADMIN,
      'editor',
    ],
    above: [...LEADS, ...ADMIN, 'editor', 'organisationOfficer'],
    below: ['member'],
    attached: ['member'],
  }),
  'member.person': organisations(
    { own: [...RECORDS, ...ADMIN], above: [...LEADS, ...ADMIN] },
    'some',
  ),
  'member.find': organisations({ own: [...LEADS, ...ADMIN], above: [...LEADS, ...ADMIN] }),
  'member.holders': organisations({
    own: [...LEADS, 'editor', ...ADMIN],
    above: [...LEADS, 'editor', ...ADMIN],
  }),
  'member.gaps': organisations({ own: [...RECORDS, 'publicityOfficer', 'editor'] }),
  'member.answerJoinRequest': organisations({ own: RECORDS, above: ADMIN }),
  'member.invite': organisations({ own: [...RECORDS, ...ADMIN], above: ADMIN }),
  'member.joinCard': organisations({ own: [...RECORDS, ...ADMIN], above: ADMIN }),
  'member.undoJoin': organisations({ own: [...RECORDS, ...ADMIN], above: ADMIN }),
  'member.revealPhone': organisations(
    { own: [...RECORDS, ...ADMIN], above: [...LEADS, ...ADMIN] },
    'some',
  ),
  'member.setPhone': organisations({ own: [...RECORDS, ...ADMIN], above: ADMIN }),
  'member.appoint': organisations({ above: [...LEADS, ...ADMIN], own: ADMIN }),
  'member.endPost': organisations({ above: [...LEADS, ...ADMIN], own: ['secretary', ...ADMIN] }),
  'member.delegate': organisations({ own: ['secretary'], above: ADMIN }),
  'member.hosts': organisations({ own: [...LEADS, ...ADMIN], above: [...LEADS, ...ADMIN] }),
  'member.attach': organisations({ own: [...LEADS, ...ADMIN], above: [...LEADS, ...ADMIN] }),
  'member.detach': organisations({ own: [...LEADS, ...ADMIN], above: [...LEADS, ...ADMIN] }),
  'member.leave': organisations({ own: [...RECORDS, ...ADMIN], above: ADMIN }),
  'member.audit': organisations({ own: ADMIN, above: ADMIN }),

  'notice.headcount': organisations({ own: PUBLISHES }),
  'notice.addressees': organisations({ own: PUBLISHES }),
  'notice.saveDraft': organisations({ own: PUBLISHES }),
  'notice.drafts': organisations({ own: PUBLISHES }),
  'notice.readDraft': organisations({ own: PUBLISHES }),
  'notice.dropDraft': organisations({ own: PUBLISHES }),
  'notice.publish': organisations({ own: PUBLISHES }),
  'notice.amend': organisations({ own: PUBLISHES }),
  'notice.withdraw': organisations({ own: PUBLISHES, above: [...PUBLISHES, ...ADMIN] }),
  'notice.list': self,
  'notice.open': self,
  'notice.confirm': self,
  'notice.withdrawReply': self,
  'notice.names': organisations({
    own: [...RECORDS, 'publicityOfficer', 'editor'],
    above: [...LEADS, 'editor'],
  }),
  'notice.progress': organisations({ own: [...LEADS, 'editor'], above: [...LEADS, 'editor'] }),
  'notice.recordTold': organisations({ own: RECORDS }),
  'notice.nudge': organisations({ own: [...RECORDS, 'editor'], above: [...LEADS, 'editor'] }),
  'notice.bindGroup': organisations({ own: LEADS }),
  'notice.unbindGroup': organisations({ own: LEADS }),
  'notice.groups': organisations({ own: LEADS }),
  'notice.groupView': self,
  'notice.quota': self,
  'notice.bankQuota': self,

  'meeting.view': self,
  'meeting.mine': self,
  'meeting.list': organisations({
    own: ['member', ...RUNS, 'editor'],
    above: [...LEADS, 'editor'],
    attached: ['member'],
  }),
  'meeting.calendar': organisations({
    own: ['member', ...RUNS, 'editor'],
    above: [...LEADS, 'editor'],
    attached: ['member'],
  }),
  'meeting.start': organisations({ own: RUNS }),
  'meeting.plan': organisations({ own: RUNS }),
  'meeting.edit': organisations({ own: RUNS }),
  'meeting.cancel': organisations({ own: RUNS }),
  'meeting.open': organisations({ own: RUNS }),
  'meeting.prepare': organisations({ own: RUNS }),
  'meeting.host': organisations({ own: RUNS }),
  'meeting.takeHost': organisations({ own: RUNS }),
  'meeting.live': organisations({ own: RUNS }),
  'meeting.end': organisations({ own: RUNS }),
  'meeting.record': organisations({ own: RUNS }),
  'meeting.answerProofs': organisations({ own: RUNS }),
  'meeting.answerObservers': organisations({ own: RUNS }),
  'meeting.correct': organisations({ own: RUNS }),
  'meeting.corrections': organisations({ own: RUNS, above: LEADS }),
  'meeting.answerLeave': organisations({ own: RUNS }),
  'meeting.putMotion': organisations({ own: RUNS }),
  'meeting.dropMotion': organisations({ own: RUNS }),
  'meeting.countHands': organisations({ own: RUNS }),
  'meeting.checkIn': self,
  'meeting.checkInTyped': self,
  'meeting.uploadProof': self,
  'meeting.askLeave': self,
  'meeting.withdrawLeave': self,
  'meeting.countBallots': self,
  'meeting.confirmBallots': self,

  'minutes.read': self,
  'minutes.save': self,
  'minutes.approve': organisations({ own: RUNS }),
  'minutes.amend': organisations({ own: RUNS }),
  'minutes.export': organisations({ own: RUNS, above: [...LEADS, 'editor'] }),
  'minutes.followUp': self,
  'minutes.followUpDone': self,

  'organisation.tree': organisations({
    own: [...LEADS, 'editor', ...ADMIN],
    above: [...LEADS, 'editor', ...ADMIN],
  }),
  'organisation.search': organisations({
    own: [...LEADS, 'editor', ...ADMIN],
    above: [...LEADS, 'editor', ...ADMIN],
  }),
  'organisation.effects': organisations({ own: ADMIN, above: ADMIN }),
  'organisation.create': organisations({ own: ADMIN, above: ADMIN }),
  'organisation.update': organisations({ own: ADMIN, above: ADMIN }),
  'organisation.move': organisations({ own: ADMIN, above: ADMIN }),
  'organisation.close': organisations({ above: ADMIN }),

  'roster.template': organisations({ own: ADMIN, above: ADMIN }),
  'roster.check': organisations({ own: ADMIN, above: ADMIN }),
  'roster.problems': organisations({ own: ADMIN, above: ADMIN }),
  'roster.apply': organisations({ own: ADMIN, above: ADMIN }),
  'roster.progress': organisations({ own: ADMIN, above: ADMIN }),

  // Keys of questions: only for those who write them, in the very organisation.
  'question.list': organisations({ own: TEACHES }),
  'question.subjects': organisations({ own: TEACHES }),
  'question.add': organisations({ own: TEACHES }),
  'question.edit': organisations({ own: TEACHES }),
  'question.retire': organisations({ own: TEACHES }),
  'question.markPractice': organisations({ own: TEACHES }),
  'question.export': organisations({ own: TEACHES }),
  'question.template': organisations({ own: TEACHES }),
  'question.check': organisations({ own: TEACHES }),
  'question.items': organisations({ own: TEACHES }),
  'question.mend': organisations({ own: TEACHES }),
  'question.confirm': organisations({ own: TEACHES }),
  'question.progress': organisations({ own: TEACHES }),

  'study.home': self,
  'study.publish': organisations({ own: TEACHES }),
  'study.withdraw': organisations({ own: TEACHES, above: [...PUBLISHES, ...ADMIN] }),
  'study.published': organisations({ own: TEACHES }),
  'study.open': self,
  'study.start': self,
  'study.save': self,
  'study.submit': self,
  'study.answer': self,
  'study.result': self,
  'study.history': self,
  'study.mistakes': self,
  'study.reviewMistake': self,
  'study.pack': organisations({
    own: ['member'],
    below: ['member'],
    attached: ['member'],
  }),
  'study.credits': self,
  'study.branchCredits': organisations({
    own: [...RECORDS, 'publicityOfficer'],
    above: [...LEADS, 'editor'],
  }),
  'study.personCredits': organisations({
    own: [...RECORDS, 'publicityOfficer'],
    above: [...LEADS, 'editor'],
  }),
  'study.correctCredit': organisations({ own: [...RECORDS, 'publicityOfficer'] }),
  'study.people': organisations({
    own: [...RECORDS, 'publicityOfficer', 'editor'],
    above: [...LEADS, 'editor'],
  }),
  'study.nudge': organisations({
    own: [...RECORDS, 'publicityOfficer', 'editor'],
    above: [...LEADS, 'editor'],
  }),
  'study.progress': organisations({
    own: [...LEADS, 'publicityOfficer', 'editor'],
    above: [...LEADS, 'editor'],
  }),
  'study.mostWrong': organisations({
    own: [...LEADS, 'publicityOfficer', 'editor'],
    above: [...LEADS, 'editor'],
  }),
}
