import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { StoredFollowUp } from '../../../typings/minutes'
import { action, documentIn } from '../../kernel/action'
import { ASKS, recordAnswer } from '../../kernel/asks'
import { checkTexts } from '../../kernel/content'
import { FOLLOW_UPS } from '../../kernel/meetings'
import { id, instant, optionalText } from '../../kernel/schema'
import { reservedAskId } from '../../rules/ask'

const target = documentIn<StoredFollowUp>(FOLLOW_UPS)<{ followUpId: string }>(
  ({ followUpId }) => followUpId,
)

/** What I was given to do at a meeting. */
export const followUp = action('minutes.followUp', {
  input: v.strictObject({ followUpId: id }),
  target,
  async run({ session, refuse }, _, { target: task }) {
    if (task.memberId !== session.memberId) return refuse('notAsked')
    const { _id: followUpId, text, dueOn, meetingId, meetingTitle, orgName, doneAt, note } = task
    return { followUpId, text, dueOn, meetingId, meetingTitle, orgName, doneAt, note }
  },
})

/** I have done it. The first time counts; it answers the ask. */
export const followUpDone = action('minutes.followUpDone', {
  input: v.strictObject({ followUpId: id, note: optionalText(200), deviceAt: instant }),
  target,
  async run({ session, db, wechat, openid, now, refuse }, input, { target: task }) {
    if (task.memberId !== session.memberId) return refuse('notAsked')
    if (task.doneAt === null) {
      await checkTexts(wechat, openid, task.meetingTitle, [input.note])
      await db
        .collection<StoredFollowUp>(FOLLOW_UPS)
        .updateWhere(
          { _id: task._id, doneAt: null },
          { doneAt: now.toISOString(), note: input.note },
        )
    }
    const ask = await db.collection<Ask>(ASKS).get(reservedAskId('followUp', task._id))
    if (ask === null) return refuse('notFound')
    const person = { memberId: session.memberId, place: session.affiliation }
    const answer = await recordAnswer(
      db,
      ask,
      person,
      { deviceAt: input.deviceAt },
      { before: null, now },
    )
    return { at: answer.answeredAt ?? now.toISOString() }
  },
})
