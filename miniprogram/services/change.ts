import type { InputOf } from '../../typings/contract'
import type { Instant } from '../../typings/organisation'

/** The actions that may wait: each is repeatable on the server without doing anything twice. */
export type OutboxAction =
  | 'notice.confirm'
  | 'notice.withdrawReply'
  | 'notice.recordTold'
  | 'meeting.open'
  | 'meeting.record'
  | 'meeting.answerProofs'
  | 'meeting.answerObservers'
  | 'meeting.end'
  | 'meeting.uploadProof'
  | 'meeting.askLeave'
  | 'minutes.followUpDone'
  | 'study.answer'
  | 'study.save'
  | 'study.submit'
  | 'study.reviewMistake'

export interface Change<Action extends OutboxAction = OutboxAction> {
  clientId: string
  action: Action
  input: InputOf<Action>
  /** What it is about; changes of one subject wait for one another. */
  subject: string
  memberId: string
  at: Instant
  state: 'waiting' | 'refused'
  /** The server's sentence, once refused. */
  refusal?: string
}
