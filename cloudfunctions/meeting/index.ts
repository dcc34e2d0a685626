import { serve } from '../kernel/serve'
import { calendar } from './actions/calendar'
import { checkIn, checkInTyped, uploadProof } from './actions/check-in'
import { correct, corrections } from './actions/correct'
import { confirmBallots, countBallots, countHands } from './actions/counts'
import { end, host, live, prepare, takeHost } from './actions/host'
import { answerLeave, askLeave, withdrawLeave } from './actions/leave'
import { list, mine } from './actions/lists'
import { dropMotion, putMotion } from './actions/motions'
import { open } from './actions/open'
import { cancel, edit, plan } from './actions/plan'
import { answerObservers, answerProofs, record } from './actions/record'
import { start } from './actions/start'
import { view } from './actions/view'

export const main = serve([
  answerLeave,
  answerObservers,
  answerProofs,
  askLeave,
  calendar,
  cancel,
  checkIn,
  checkInTyped,
  confirmBallots,
  correct,
  corrections,
  countBallots,
  countHands,
  dropMotion,
  edit,
  end,
  host,
  list,
  live,
  mine,
  open,
  plan,
  prepare,
  putMotion,
  record,
  start,
  takeHost,
  uploadProof,
  view,
  withdrawLeave,
])
