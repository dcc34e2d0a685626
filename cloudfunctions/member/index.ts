import { serve } from '../kernel/serve'
import { auditLog } from './actions/audit'
import { branch } from './actions/branch'
import { callOfficer } from './actions/call-officer'
import { consent, withdrawConsent } from './actions/consent'
import { find } from './actions/find'
import { gaps } from './actions/gaps'
import { holders } from './actions/holders'
import { joinByCode, joinByPhone, readJoinCard, requestToJoin } from './actions/join'
import { lateOutbox } from './actions/late-outbox'
import { answerJoinRequest, invite, joinCard, undoJoin } from './actions/let-in'
import { deleteMine, exportMine } from './actions/mine'
import { leave, revealPhone, setPhone } from './actions/people'
import { person } from './actions/person'
import { appoint, delegate, endPost } from './actions/posts'
import { myRecords } from './actions/records'
import { session } from './actions/session'
import { claimSetup } from './actions/setup'
import { attach, detach, hosts } from './actions/stays'
import { today } from './actions/today'

export const main = serve([
  answerJoinRequest,
  appoint,
  attach,
  auditLog,
  branch,
  callOfficer,
  claimSetup,
  consent,
  delegate,
  deleteMine,
  detach,
  endPost,
  exportMine,
  find,
  gaps,
  holders,
  hosts,
  invite,
  joinByCode,
  joinByPhone,
  joinCard,
  lateOutbox,
  leave,
  myRecords,
  person,
  readJoinCard,
  requestToJoin,
  revealPhone,
  session,
  setPhone,
  today,
  undoJoin,
  withdrawConsent,
])
