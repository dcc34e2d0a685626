import * as v from 'valibot'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import type { AuditEntry } from '../../../typings/audit'
import type { MyRecord } from '../../../typings/member'
import type { Member, Organisation } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { ANSWERS, ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { CREDITS, type StoredCredit } from '../../kernel/credits'
import type { Database } from '../../kernel/db'
import { MEMBERS } from '../../kernel/members'
import { instant, nothing } from '../../kernel/schema'
import { MISTAKES, type StoredMistake } from '../../kernel/study/mistake-book'
import { ATTEMPTS, type StoredAttempt } from '../../kernel/study/stored'
import { unlink } from '../claim'

/** What a person may do with what is stored about them (PIPL art. 44–47). */

const PAGE = 50
const EXPORT_LIMIT = 1000

/** My records, across every branch I belonged to, newest first. */
export const myRecords = action('member.myRecords', {
  input: v.strictObject({ before: v.exactOptional(instant) }),
  async run({ session, db }, { before }) {
    const answers = await db
      .collection<AnswerRecord>(ANSWERS)
      .find(
        { memberId: session.memberId, changedAt: db.is.lt(before ?? '9999') },
        { orderBy: [['changedAt', 'desc']], limit: PAGE },
      )
    if (answers.length === 0) return { records: [] }
    const ids = [...new Set(answers.map((answer) => answer.askId))]
    const places = [...new Set(answers.map((answer) => answer.orgId))]
    const [asks, branches] = await Promise.all([
      db.collection<Ask>(ASKS).find({ _id: db.is.in(ids) }, { limit: ids.length }),
      db
        .collection<Organisation>('organisations')
        .find({ _id: db.is.in(places) }, { limit: places.length, fields: ['name'] }),
    ])
    const byId = new Map(asks.map((ask) => [ask._id, ask]))
    const names = new Map(branches.map(({ _id, name }) => [_id, name]))
    return {
      records: answers.map((answer): MyRecord => {
        const ask = byId.get(answer.askId)
        return {
          kind: answer.kind,
          subjectId: ask?.subjectId ?? null,
          title: ask?.title ?? '（已删除）',
          orgId: answer.orgId,
          orgName: names.get(answer.orgId) ?? '',
          askedBy: ask?.orgName ?? '',
          state: stateOf(answer),
          at: answer.changedAt,
        }
      }),
    }
  },
})

/** Everything stored about the caller, as JSON they can keep; the export itself is logged. */
export const exportMine = action('member.exportMine', {
  input: nothing,
  async run({ session, db, now }) {
    const [member, answers, attendance, leaves, tasks, log, study] = await Promise.all([
      db.collection<Member>(MEMBERS).get(session.memberId),
      db
        .collection<AnswerRecord>(ANSWERS)
        .find(
          { memberId: session.memberId },
          { orderBy: [['changedAt', 'desc']], limit: EXPORT_LIMIT },
        ),
      ...(['attendance', 'leaves', 'followUps'] as const).map((name) =>
        db.collection(name).find({ memberId: session.memberId }, { limit: EXPORT_LIMIT }),
      ),
      db
        .collection<AuditEntry>('audit')
        .find({ subjectId: session.memberId }, { orderBy: [['at', 'desc']], limit: EXPORT_LIMIT }),
      studyOf(db, session.memberId),
    ])
    await audit(db, {
      actor: session,
      action: 'member.exportMine',
      about: session.affiliation,
      subjectId: session.memberId,
      summary: '导出本人数据',
      now,
      once: [session.memberId, now.toISOString()],
    })
    const {
      openid: _openid,
      audienceKeys: _keys,
      ...person
    } = member ?? { openid: '', audienceKeys: [] }
    return {
      json: JSON.stringify({
        exportedAt: now.toISOString(),
        person,
        consent: session.consent,
        answers,
        attendance,
        leaves,
        tasks,
        log,
        study,
      }),
    }
  },
})

/** What a person answered and was credited. Without scores: an exam's may not be out yet; results show them. */
async function studyOf(db: Database, memberId: string) {
  const fields = ['quizId', 'title', 'kind', 'number', 'startedAt', 'submittedAt']
  const [attempts, credits, mistakes] = await Promise.all([
    db
      .collection<StoredAttempt>(ATTEMPTS)
      .find(
        { memberId },
        { orderBy: [['startedAt', 'desc']], limit: EXPORT_LIMIT, fields: [...fields, 'answers'] },
      ),
    db.collection<StoredCredit>(CREDITS).find({ memberId }, { limit: EXPORT_LIMIT }),
    db.collection<StoredMistake>(MISTAKES).find({ memberId }, { limit: EXPORT_LIMIT }),
  ])
  return { attempts, credits, mistakes }
}

/** What stays after a deletion, and why; shown before and after. */
const STAYS = [
  '党员名册中的姓名、阶段和组织关系：由所在党组织依规保管，不因停用小程序而删除。',
  '已作出的回执和会议记录：属于支部工作记录，按保存期限保管。',
  '答卷和学时：属于党员教育记录，答卷保存一年，学时按年保存。',
  '审计记录：依法至少保存六个月。',
]

/** Unlinks this WeChat and deletes what belongs to the link alone: session, consent, reminder quota. */
export const deleteMine = action('member.deleteMine', {
  input: v.strictObject({ confirm: v.literal('删除我的账号') }),
  async run({ session, db, openid, now }) {
    await audit(db, {
      actor: session,
      action: 'member.deleteMine',
      about: session.affiliation,
      subjectId: session.memberId,
      summary: '本人停用账号',
      now,
      once: [session.memberId, now.toISOString()],
    })
    await Promise.all([
      db.collection('quotas').removeWhere({ memberId: session.memberId }),
      db.collection(MISTAKES).removeWhere({ memberId: session.memberId }),
      db.collection('tries').removeWhere({ _id: openid }),
      db.collection('joinRequests').removeWhere({ openid }),
    ])
    await unlink(db, session.memberId, openid)
    return { stays: STAYS }
  },
})

function stateOf(answer: AnswerRecord): MyRecord['state'] {
  if (answer.recordedBy !== undefined) return 'recorded'
  if (answer.reply !== undefined && answer.answeredAt !== null) return 'replied'
  return answer.answeredAt === null ? 'read' : 'confirmed'
}
