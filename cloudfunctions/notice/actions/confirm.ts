import * as v from 'valibot'
import type { AnswerRecord } from '../../../typings/ask'
import { action } from '../../kernel/action'
import { ANSWERS, answerTo, recordAnswer } from '../../kernel/asks'
import { id, instant, text, version } from '../../kernel/schema'
import { isAsked } from '../../rules/audience'
import { noticeAsk } from '../stored'

const REPLY_LENGTH = 200

/** 收到, or a short reply. Any number of taps, retries and devices give the first tap's receipt. */
export const confirm = action('notice.confirm', {
  input: v.strictObject({
    noticeId: id,
    version,
    reply: v.exactOptional(text(REPLY_LENGTH)),
    deviceAt: instant,
  }),
  target: noticeAsk,
  answersTo: ({ noticeId }) => noticeId,
  async run({ session, db, wechat, openid, now, refuse }, input, { target: ask, mine }) {
    if (ask.state === 'withdrawn') return refuse('withdrawn')
    if (!isAsked(session.audienceKeys, ask.audienceKeys) || ask.publishAt > now.toISOString())
      return refuse('notAsked')
    if (input.version !== ask.version) return refuse('changedMeanwhile')
    const before = answerTo(ask, mine)
    if (before !== null && before.answeredAt !== null) return { at: before.answeredAt }
    const wantsReply = ask.mode === 'reply'
    if (wantsReply !== (input.reply !== undefined)) return refuse('badInput', { field: 'reply' })
    if (input.reply !== undefined) {
      const verdict = await wechat.checkText(input.reply, openid, ask.title)
      if (verdict === 'unreachable') return refuse('checkUnreachable')
      if (verdict !== 'pass') return refuse('contentRefused')
    }
    const answer = await recordAnswer(
      db,
      ask,
      { memberId: session.memberId, place: session.affiliation },
      { deviceAt: input.deviceAt, ...(input.reply === undefined ? {} : { reply: input.reply }) },
      { before, now },
    )
    return { at: answer.answeredAt ?? now.toISOString() }
  },
})

/**
 * Takes a reply back until the deadline: the words are removed, that the person answered stays.
 */
export const withdrawReply = action('notice.withdrawReply', {
  input: v.strictObject({ noticeId: id, version }),
  target: noticeAsk,
  answersTo: ({ noticeId }) => noticeId,
  async run({ db, now, refuse }, { noticeId, version: of }, { target: ask, mine }) {
    if (ask.state === 'withdrawn') return refuse('withdrawn')
    const at = now.toISOString()
    if (ask.deadline !== null && ask.deadline < at) return refuse('deadlinePassed')
    const before = answerTo({ _id: noticeId, version: of }, mine)
    if (before?.reply === undefined) return refuse('notFound')
    if (before.replyWithdrawnAt !== undefined) return { at: before.replyWithdrawnAt }
    const answers = db.collection<AnswerRecord>(ANSWERS)
    await answers.updateWhere(
      { _id: before._id },
      { reply: '', replyWithdrawnAt: at, changedAt: at },
    )
    return { at }
  },
})
