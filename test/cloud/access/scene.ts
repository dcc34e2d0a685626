import type { Holder } from '../../../cloudfunctions/kernel/access/table'
import type { StoredImport } from '../../../cloudfunctions/kernel/roster/stored-plan'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import { ROLES } from '../../../cloudfunctions/rules/roles'
import type { ActionName, InputOf } from '../../../typings/contract'
import type { MeetingPlan } from '../../../typings/meeting'
import type { MinutesText } from '../../../typings/minutes'
import type { NoticeDraft } from '../../../typings/notice'
import type { Member, Organisation, Session } from '../../../typings/organisation'
import type { QuestionText } from '../../../typings/question-bank'
import type { QuizDraft } from '../../../typings/study'
import type { Company } from '../company'
import { RELATIONS } from './document'

/** Ids of what all calls are about. */
const BRANCH = 's-branch'
const GROUP = 's-group'
const PERSON = 's-person'
const HOST = 's-host'
/** First day of a stay that has not begun. */
const STAY_FROM = '2100-01-01'
const OFFICER = 's-officer'
const NOTICE = 's-notice'
const DRAFT = 's-draft'
const IMPORT = 's-import'
const MEETING = 's-meeting'
/** Planned, not open. */
const COMING = 's-coming'
const HELD = 's-held'
const MOTION = 's-motion'
const TASK = 's-task'
const PHONE = 'phone-of-the-scene'
const QUIZ = 's-quiz'
const SUBJECT = '党史'
const BANK = 's-bank'
const BANK_TEXT = '1. 党的一大在哪里召开？（ A ）\nA. 上海 B. 北京'
const CLOSES = '2099-01-01T00:00:00.000Z'
export const STRANGER = 'p-stranger'
export const LEAVER = 'p-leaver'
export const UNCONSENTED = 'p-unconsented'

const STUDY = ['questions', 'subjects', 'quizzes', 'papers', 'paperKeys', 'questionImports']

export const HOLDERS: readonly Holder[] = ['member', ...ROLES]
const PLACES = [...RELATIONS, 'elsewhere'] as const

/** Somebody with one place only. */
export interface Persona {
  openid: string
  holder: Holder
  relation: (typeof PLACES)[number]
}

/** Posts have no `attached`: only members are attached anywhere. */
export const PERSONAS: readonly Persona[] = HOLDERS.flatMap((holder) =>
  PLACES.filter((relation) => holder === 'member' || relation !== 'attached').map((relation) => ({
    openid: `p-${holder}-${relation}`,
    holder,
    relation,
  })),
)

/** Input of every action, valid and about the branch of the scene. */
export type ValidInputs = { [Name in ActionName]: InputOf<Name> }

export interface Scene {
  /** The inputs as this caller would send them; codes of WeChat belong to the caller. */
  inputsOf(openid: string): ValidInputs
  /** Puts everything the calls are about, and all personas, back as it was. */
  restore(): Promise<void>
}

/**
 * Sets up a branch with a group, a person, a notice, a draft, a join request and a bound group, and one caller
 * for each holder and place. What the product writes itself was written by its own actions.
 */
export async function setScene(company: Company): Promise<Scene> {
  const today = localDate(new Date())
  const [above, elsewhere] = surroundings(company.organisations)
  const branch = organisation(BRANCH, 'branch', above)
  const group = organisation(GROUP, 'group', branch)
  const at = { own: branch, above, below: group, attached: branch, elsewhere }
  const host = organisation(HOST, 'branch', above)
  const stay = { ...placeOf(host), from: STAY_FROM }
  const fixed = {
    organisations: [branch, group, host],
    members: [
      { ...member(PERSON, branch, today), attachments: [stay] },
      officer(member(OFFICER, branch, today)),
    ],
    followUps: [task(branch, today)],
    imports: [checkedRoster(branch)],
    sessions: [
      ...PERSONAS.map((persona) => sessionOf(persona, at, today)),
      { ...sessionOf({ openid: LEAVER, holder: 'secretary', relation: 'own' }, at, today) },
      { ...sessionOf({ openid: UNCONSENTED, holder: 'secretary', relation: 'own' }, at, today) },
    ].map(standing),
  }
  for (const [collection, documents] of Object.entries(fixed))
    await company.fill(collection, documents)

  const secretary = company.as('p-secretary-own')
  const { cardId } = await secretary.does('member.joinCard', { orgId: BRANCH, renew: false })
  const { requestId } = await company
    .as(STRANGER)
    .does('member.requestToJoin', { cardId, fullName: '路人甲', note: '', consentVersion: 1 })
  const notice = noticeText()
  await secretary.does('notice.publish', {
    noticeId: NOTICE,
    orgId: BRANCH,
    notice,
    filesConfirmed: true,
  })
  await secretary.does('notice.saveDraft', {
    draftId: DRAFT,
    orgId: BRANCH,
    draft: notice,
    seenVersion: 0,
  })
  const { bindingId } = await secretary.does('notice.bindGroup', {
    orgId: BRANCH,
    cloudId: groupCode(secretary.openid),
  })
  for (const meetingId of [MEETING, COMING, HELD])
    await secretary.does('meeting.plan', {
      meetingId,
      orgId: BRANCH,
      plan: meetingPlan(),
      announce: true,
    })
  for (const meetingId of [MEETING, HELD])
    await secretary.does('meeting.open', { meetingId, deviceId: PHONE, openedAt: null })
  await secretary.does('meeting.putMotion', motion())
  await secretary.does('meeting.end', { meetingId: HELD, endedAt: null })
  await secretary.does('minutes.save', { meetingId: HELD, seenVersion: 0, text: minutesText() })
  const { questionId } = await secretary.does('question.add', {
    orgId: BRANCH,
    subject: SUBJECT,
    question: questionText(),
    practice: true,
  })
  await secretary.does('question.check', {
    orgId: BRANCH,
    importId: BANK,
    subject: SUBJECT,
    source: { text: BANK_TEXT },
  })
  await secretary.does('study.publish', {
    quizId: QUIZ,
    orgId: BRANCH,
    quiz: quizDraft(),
    filesConfirmed: true,
  })
  const written: Record<string, object[]> = {}
  for (const collection of [
    'meetings',
    'meetingRooms',
    'attendance',
    'leaves',
    'motions',
    'minutes',
    'joinCards',
    'joinRequests',
    'notices',
    'asks',
    'drafts',
    'groups',
    ...STUDY,
  ])
    written[collection] = await company.documents(collection)

  return {
    inputsOf,
    async restore() {
      for (const [collection, documents] of Object.entries({ ...fixed, ...written }))
        await company.fill(collection, documents)
    },
  }

  function groupCode(openid: string): string {
    return company.cloud.wechat.registerOpenData(openid, { opengid: 's-wechat-group' })
  }

  function inputsOf(openid: string): ValidInputs {
    const orgId = BRANCH
    const memberId = PERSON
    const noticeId = NOTICE
    const now = new Date().toISOString()
    const answer = { position: 0, given: { choices: [0] }, seq: 1 }
    const fields = { name: '新班组', shortName: '新班组', timeZone: 'Asia/Shanghai', order: 1 }
    return {
      'member.session': {},
      'member.joinByPhone': { phoneCode: 'no-such-code', consentVersion: 1 },
      'member.joinByCode': { code: 'no-such-code', fullName: '路人甲', consentVersion: 1 },
      'member.requestToJoin': { cardId, fullName: '路人甲', note: '', consentVersion: 1 },
      'member.readJoinCard': { cardId },
      'member.claimSetup': { code: 'no-such-code-at-all' },
      'member.consent': { version: 1 },
      'member.withdrawConsent': {},
      'member.lateOutbox': {
        changes: [{ action: 'notice.confirm', input: { noticeId }, at: now, clientId: 'c-1' }],
      },
      'member.today': {},
      'member.myRecords': { after: { at: now, key: 'task:t-1' } },
      'member.exportMine': {},
      'member.deleteMine': { confirm: '删除我的账号' },
      'member.branch': { orgId },
      'member.gaps': { orgId },
      'member.callOfficer': { orgId, memberId: OFFICER },
      'member.person': { orgId, memberId },
      'member.find': { orgId, name: PERSON },
      'member.holders': { orgId },
      'member.answerJoinRequest': { orgId, requestId, memberId: null },
      'member.invite': { memberId, form: 'card' },
      'member.joinCard': { orgId, renew: true },
      'member.undoJoin': { memberId },
      'member.revealPhone': { memberId, why: 'call' },
      'member.setPhone': { memberId, phone: '10990000002', version: 1 },
      'member.appoint': { orgId, memberId, role: 'groupLeader', from: today, until: '2099-01-01' },
      'member.endPost': { orgId, memberId, role: 'groupLeader', on: today },
      'member.delegate': { orgId, memberId, until: '2099-01-01' },
      'member.hosts': { memberId, words: '项目' },
      'member.attach': { orgId: HOST, memberId, from: today, until: '2099-01-01' },
      'member.detach': { orgId: HOST, memberId, from: STAY_FROM, version: 1 },
      'member.leave': { memberId, on: today, reason: '调离' },
      'member.audit': {
        orgId,
        action: 'member.invite',
        actorId: PERSON,
        since: '2020-01-01T00:00:00.000Z',
        before: now,
        after: { at: now, id: 'entry' },
      },
      'notice.headcount': { orgId, audience: noticeText().audience },
      'notice.addressees': { orgId, name: '张', orgIds: [], memberIds: [] },
      'notice.saveDraft': { draftId: DRAFT, orgId, draft: noticeText(), seenVersion: 1 },
      'notice.drafts': { orgId },
      'notice.readDraft': { orgId, draftId: DRAFT },
      'notice.dropDraft': { orgId, draftId: DRAFT },
      'notice.publish': { noticeId, orgId, notice: noticeText(), filesConfirmed: true },
      'notice.amend': {
        noticeId,
        seenVersion: 1,
        title: '改过的通知',
        body: [{ kind: 'text', text: '改过' }],
        deadline: null,
        askAgain: false,
      },
      'notice.withdraw': { noticeId, reason: '发错了' },
      'notice.list': { box: 'inbox', offset: 0, search: '' },
      'notice.open': { noticeId },
      'notice.confirm': { noticeId, version: 1, reply: '收到', deviceAt: now },
      'notice.withdrawReply': { noticeId, version: 1 },
      'notice.names': { noticeId, orgId },
      'notice.progress': { noticeId, orgId },
      'notice.recordTold': { noticeId, version: 1, orgId, memberId, reason: '没有手机' },
      'notice.nudge': { noticeId, orgId, memberIds: [memberId], orgIds: [], clientId: 'c-2' },
      'notice.bindGroup': { orgId, cloudId: groupCode(openid) },
      'notice.unbindGroup': { orgId, bindingId },
      'notice.groups': { orgId },
      'notice.groupView': { noticeId, cloudId: groupCode(openid) },
      'notice.quota': {},
      'notice.bankQuota': {
        results: [{ templateId: 'template', result: 'accept' }],
        clientId: 'c-3',
      },
      'meeting.start': { orgId },
      'meeting.plan': { meetingId: MEETING, orgId, plan: meetingPlan(), announce: true },
      'meeting.edit': { meetingId: COMING, seenVersion: 1, plan: meetingPlan(), announce: true },
      'meeting.cancel': { meetingId: COMING, reason: '改期' },
      'meeting.view': { meetingId: MEETING },
      'meeting.mine': { before: null },
      'meeting.list': { orgId, before: null },
      'meeting.calendar': { orgId, year: Number(today.slice(0, 4)) },
      'meeting.open': { meetingId: COMING, deviceId: PHONE, openedAt: null },
      'meeting.prepare': { meetingId: COMING, deviceId: PHONE },
      'meeting.host': { meetingId: MEETING, deviceId: PHONE },
      'meeting.takeHost': { meetingId: MEETING, deviceId: PHONE },
      'meeting.live': { meetingId: MEETING, deviceId: PHONE, since: null },
      'meeting.end': { meetingId: MEETING, endedAt: null },
      'meeting.checkIn': { meetingId: null, code: checkInCode(), remote: false, placeHint: null },
      'meeting.checkInTyped': {
        meetingId: MEETING,
        digits: '000000',
        remote: false,
        placeHint: null,
      },
      'meeting.uploadProof': {
        meetingId: MEETING,
        code: checkInCode(),
        scannedAt: now,
        sentAt: now,
        remote: false,
        placeHint: null,
      },
      'meeting.record': {
        meetingId: MEETING,
        records: [{ memberId, how: 'byHand', at: now, remote: false, reason: '没带手机' }],
      },
      'meeting.answerProofs': { meetingId: MEETING, memberIds: [memberId], accept: true },
      'meeting.answerObservers': { meetingId: MEETING, memberIds: [memberId], accept: true },
      'meeting.correct': {
        meetingId: MEETING,
        memberId,
        correctionId: 'c-4',
        to: 'present',
        remote: false,
        reason: '漏记',
      },
      'meeting.corrections': { meetingId: MEETING },
      'meeting.askLeave': { meetingId: MEETING, reason: 'duty', text: '值班' },
      'meeting.withdrawLeave': { meetingId: MEETING },
      'meeting.answerLeave': { meetingId: MEETING, memberId, agree: true, note: '同意' },
      'meeting.putMotion': motion(),
      'meeting.dropMotion': { meetingId: MEETING, motionId: MOTION },
      'meeting.countHands': {
        meetingId: MEETING,
        motionId: MOTION,
        tallies: [{ yes: 1, no: 0, abstain: 0 }],
      },
      'meeting.countBallots': {
        meetingId: MEETING,
        motionId: MOTION,
        issued: 1,
        returned: 1,
        invalid: 0,
        tallies: [{ yes: 1, no: 0, abstain: 0 }],
        written: [],
      },
      'meeting.confirmBallots': { meetingId: MEETING, motionId: MOTION, seenVersion: 1 },
      'minutes.read': { meetingId: HELD },
      'minutes.save': { meetingId: HELD, seenVersion: 1, text: minutesText() },
      'minutes.approve': { meetingId: HELD, seenVersion: 1 },
      'minutes.amend': {
        meetingId: HELD,
        amendmentId: 'c-5',
        field: 'resolution',
        speaker: '',
        after: '通过',
        reason: '笔误',
      },
      'minutes.export': { meetingId: HELD },
      'minutes.followUp': { followUpId: TASK },
      'minutes.followUpDone': { followUpId: TASK, note: '已办', deviceAt: now },
      'organisation.tree': { orgId },
      'organisation.search': { orgId, words: BRANCH },
      'organisation.effects': { orgId },
      'organisation.create': {
        ...fields,
        orgId: 's-new',
        parentId: orgId,
        level: 'group',
        openedOn: today,
      },
      'organisation.update': { ...fields, orgId, version: 1, kind: 'regular', openedOn: today },
      // Into its own group: nobody may do that, but whose right it would be is decided before.
      'organisation.move': { orgId, version: 1, parentId: GROUP },
      'organisation.close': { orgId, version: 1, closesOn: '2099-01-01', reason: '竣工' },
      'roster.template': { orgId },
      // No such file: whose right it would be is decided before it is read.
      'roster.check': { orgId, importId: 's-other', fileId: 'cloud://env/roster-files/none.xlsx' },
      'roster.problems': { orgId, importId: IMPORT, offset: 0 },
      'roster.apply': { orgId, importId: IMPORT },
      'roster.progress': { orgId, importId: IMPORT },
      'question.list': {
        orgId,
        subject: SUBJECT,
        kind: 'single',
        search: '会议',
        retired: false,
        before: { changedAt: now, id: questionId },
      },
      'question.subjects': { orgId },
      'question.add': { orgId, subject: SUBJECT, question: questionText(), practice: true },
      'question.edit': {
        questionId,
        seenVersion: 1,
        subject: SUBJECT,
        question: { ...questionText(), key: { choices: [1] } },
        practice: true,
        reason: '答案有误',
      },
      'question.retire': { questionId, retired: true },
      'question.markPractice': { orgId, questionIds: [questionId], practice: false },
      'question.export': { orgId, subject: SUBJECT, offset: 0 },
      'question.template': { orgId },
      'question.check': {
        orgId,
        importId: BANK,
        subject: SUBJECT,
        source: { text: BANK_TEXT },
      },
      'question.items': { orgId, importId: BANK, which: 'all', offset: 0 },
      'question.mend': { orgId, importId: BANK, index: 0, question: questionText() },
      'question.confirm': { orgId, importId: BANK, practice: false },
      'question.progress': { orgId, importId: BANK },
      'study.home': {},
      'study.publish': { quizId: QUIZ, orgId, quiz: quizDraft(), filesConfirmed: true },
      'study.withdraw': { quizId: QUIZ, reason: '发错了' },
      'study.published': { orgId, before: { at: now, id: QUIZ } },
      'study.open': { quizId: QUIZ },
      'study.start': { quizId: QUIZ, attempt: 1 },
      'study.save': { quizId: QUIZ, attempt: 1, answers: [answer] },
      'study.submit': { quizId: QUIZ, attempt: 1, answers: [answer] },
      'study.answer': { quizId: QUIZ, position: 0, given: answer.given, tries: 1 },
      'study.result': { quizId: QUIZ, attempt: 1 },
      'study.history': { before: { at: now, id: QUIZ } },
      'study.mistakes': {},
      'study.reviewMistake': { questionId, reviews: 0, given: { texts: ['一大'] } },
      'study.pack': { orgId, subject: SUBJECT, offset: 0 },
      'study.credits': { year: 2026 },
      'study.branchCredits': { orgId, year: 2026 },
      'study.personCredits': { memberId, year: 2026 },
      'study.correctCredit': {
        memberId,
        year: 2026,
        hours: 2,
        reason: '漏记',
        clientId: 'c-4',
      },
      'study.people': { quizId: QUIZ, orgId },
      'study.nudge': { quizId: QUIZ, orgId, memberIds: [memberId], orgIds: [], clientId: 'c-5' },
      'study.progress': { quizId: QUIZ, orgId },
      'study.mostWrong': { quizId: QUIZ, orgId },
    }
  }
}

function standing(session: Session): Session {
  if (session._id === LEAVER) return { ...session, state: 'left' }
  if (session._id !== UNCONSENTED) return session
  const { consent: _, ...rest } = session
  return rest
}

/** The regional company above the branch, and a branch that has nothing to do with it. */
function surroundings(organisations: readonly Organisation[]): [Organisation, Organisation] {
  const above = organisations.find(({ path }) => path.length === 2)
  const elsewhere = organisations.find(
    ({ level, path }) => level === 'branch' && above !== undefined && !path.includes(above._id),
  )
  if (above === undefined || elsewhere === undefined) throw new Error('the company is too small')
  return [above, elsewhere]
}

function organisation(
  _id: string,
  level: Organisation['level'],
  parent: Organisation,
): Organisation {
  return {
    _id,
    name: _id,
    shortName: _id,
    level,
    ...(level === 'branch' ? { kind: 'regular' } : {}),
    parentId: parent._id,
    path: [...parent.path, _id],
    state: 'open',
    timeZone: 'Asia/Shanghai',
    order: 99,
    version: 1,
  }
}

const placeOf = ({ _id, name, path }: Organisation) => ({ orgId: _id, orgName: name, path })

function member(_id: string, home: Organisation, from: string): Member {
  return {
    _id,
    name: _id,
    phone: '10990000001',
    stage: 'full',
    affiliation: { ...placeOf(home), from },
    attachments: [],
    posts: [],
    state: 'active',
    audienceKeys: [],
    version: 1,
  }
}

function officer(person: Member): Member {
  const { orgId, orgName, path, from = '' } = person.affiliation
  return {
    ...person,
    posts: [{ role: 'groupLeader', orgId, orgName, path, from }],
    audienceKeys: [`org:${orgId}`, `org:${orgId}/full`],
  }
}

function sessionOf(
  { openid, holder, relation }: Persona,
  at: Record<Persona['relation'], Organisation>,
  from: string,
): Session {
  const isMember = holder === 'member'
  const place = placeOf(at[relation])
  return {
    _id: openid,
    memberId: openid,
    name: openid,
    stage: 'full',
    state: 'active',
    affiliation: isMember && relation !== 'attached' ? place : placeOf(at.elsewhere),
    attachments: relation === 'attached' ? [{ ...place, from }] : [],
    posts: isMember ? [] : [{ role: holder, ...place, from }],
    audienceKeys: [],
    consent: { version: 1, at: `${from}T00:00:00.000Z` },
    memberVersion: 1,
  }
}

/** A roster that was checked and holds nobody. */
function checkedRoster({ _id: orgId, path }: Organisation): StoredImport {
  return {
    _id: IMPORT,
    orgId,
    path,
    by: PERSON,
    at: new Date().toISOString(),
    fileHash: '',
    pages: 0,
    total: 0,
    summary: {
      organisations: { created: 0, unchanged: 0 },
      people: { created: 0, changed: 0, unchanged: 0 },
      problems: 0,
    },
  }
}

function meetingPlan(): MeetingPlan {
  return {
    kind: 'generalMeeting',
    also: ['partyLecture'],
    title: '支部党员大会',
    startsAt: new Date().toISOString(),
    length: 60,
    mode: 'both',
    place: '会议室',
    link: '123 456 789',
    agenda: ['学习'],
    materials: [
      { fileId: 'cloud://env.x/meeting-files/a.pdf', name: '材料', size: 1, kind: 'pdf' },
    ],
    chairId: OFFICER,
    recorderId: OFFICER,
    chosenIds: [],
    withoutVoteIds: [],
    observerStages: ['activist'],
    fence: null,
    half: 'halfIsEnough',
  }
}

function motion(): InputOf<'meeting.putMotion'> {
  return {
    meetingId: MEETING,
    motionId: MOTION,
    type: 'resolution',
    title: '通过计划',
    text: '同意下阶段计划',
    candidates: [],
    seats: 0,
    method: 'showOfHands',
    scrutineerId: null,
    counterId: null,
  }
}

function minutesText(): MinutesText {
  const followUp = { text: '落实', memberId: OFFICER, name: OFFICER, dueOn: '2099-01-01' }
  return {
    speeches: [{ name: '甲', gist: '同意' }],
    dissent: '没有',
    resolution: '通过',
    followUps: [{ followUpId: 's-other-task', ...followUp }],
  }
}

function task({ _id: orgId, name: orgName, path }: Organisation, dueOn: string) {
  return {
    _id: TASK,
    meetingId: HELD,
    meetingTitle: '支部党员大会',
    orgId,
    orgName,
    path,
    memberId: 'p-member-own',
    name: 'p-member-own',
    text: '落实',
    dueOn,
    givenAt: '2026-01-01T00:00:00.000Z',
    doneAt: null,
    note: '',
  }
}

/** Well formed, never shown by anybody. */
function checkInCode(): string {
  return `BO1.${MEETING}.1.${'0'.repeat(32)}`
}

function noticeText(): NoticeDraft {
  return {
    title: '安全学习',
    body: [
      { kind: 'text', text: '请准时参加' },
      { kind: 'list', items: ['带笔记本'] },
    ],
    files: [],
    audience: { orgIds: [BRANCH], stages: ['full'], roles: [], memberIds: [] },
    mode: 'reply',
    deadline: null,
    publishAt: null,
    pinned: false,
  }
}

function questionText(): QuestionText {
  return {
    kind: 'single',
    stem: '第一次全国代表大会在哪里开幕？',
    options: ['上海', '北京'],
    key: { choices: [0] },
    explanation: '后来移到嘉兴南湖。',
  }
}

function quizDraft(): QuizDraft {
  return {
    kind: 'exam',
    title: '党史知识考试',
    audience: { orgIds: [BRANCH], stages: ['full'], roles: [], memberIds: [] },
    publishAt: CLOSES,
    closesAt: CLOSES.replace('2099', '2199'),
    choice: { rules: [{ subject: SUBJECT, kind: 'single', count: 1 }] },
    terms: {
      minutes: 30,
      attempts: 1,
      passMark: 60,
      rated: true,
      points: { single: 1, multiple: 2, trueFalse: 1, fill: 2 },
      papers: 1,
    },
  }
}
