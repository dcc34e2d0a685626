import * as v from 'valibot'
import type { AnswerRecord } from '../../../typings/ask'
import type { AuditEntry } from '../../../typings/audit'
import type { Member } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { ANSWERS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { CREDITS, type StoredCredit } from '../../kernel/credits'
import type { Database } from '../../kernel/db'
import { MEMBERS } from '../../kernel/members'
import { QUOTAS } from '../../kernel/quota'
import { nothing } from '../../kernel/schema'
import { MISTAKES, type StoredMistake } from '../../kernel/study/mistake-book'
import { ATTEMPTS, type StoredAttempt } from '../../kernel/study/stored'
import { unlink } from '../claim'

/** What a person may do with what is stored about them (PIPL art. 44–47). */

const EXPORT_LIMIT = 1000

/** Everything stored about the caller, as JSON they can keep; the export itself is logged. */
export const exportMine = action('member.exportMine', {
  input: nothing,
  async run({ session, db, now }) {
    const [member, answers, attendance, leaves, tasks, reminders, log, study] = await Promise.all([
      db.collection<Member>(MEMBERS).get(session.memberId),
      db
        .collection<AnswerRecord>(ANSWERS)
        .find(
          { memberId: session.memberId },
          { orderBy: [['changedAt', 'desc']], limit: EXPORT_LIMIT },
        ),
      ...(['attendance', 'leaves', 'followUps', QUOTAS] as const).map((name) =>
        db.collection(name).find({ memberId: session.memberId }, { limit: EXPORT_LIMIT }),
      ),
      db
        .collection<AuditEntry>('audit')
        .find({ subjectId: session.memberId }, { orderBy: [['at', 'desc']], limit: EXPORT_LIMIT }),
      studyOf(db, session.memberId, now.toISOString()),
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
        reminders,
        log,
        study,
      }),
    }
  },
})

/**
 * What a person answered and was credited. Without scores: an exam's may not be out yet; results show them. For the
 * same reason without mistakes that come into the book with an exam's release.
 */
async function studyOf(db: Database, memberId: string, at: string) {
  const fields = ['quizId', 'title', 'kind', 'number', 'startedAt', 'submittedAt']
  const [attempts, credits, mistakes] = await Promise.all([
    db
      .collection<StoredAttempt>(ATTEMPTS)
      .find(
        { memberId },
        { orderBy: [['startedAt', 'desc']], limit: EXPORT_LIMIT, fields: [...fields, 'answers'] },
      ),
    db.collection<StoredCredit>(CREDITS).find({ memberId }, { limit: EXPORT_LIMIT }),
    db
      .collection<StoredMistake>(MISTAKES)
      .find({ memberId, changedAt: db.is.lte(at) }, { limit: EXPORT_LIMIT }),
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
      db.collection(QUOTAS).removeWhere({ memberId: session.memberId }),
      db.collection(MISTAKES).removeWhere({ memberId: session.memberId }),
      db.collection('tries').removeWhere({ _id: openid }),
      db.collection('joinRequests').removeWhere({ openid }),
    ])
    await unlink(db, session.memberId, openid)
    return { stays: STAYS }
  },
})
