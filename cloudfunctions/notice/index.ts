import { serve } from '../kernel/serve'
import { addressees } from './actions/addressees'
import { amend, withdraw } from './actions/amend'
import { confirm, withdrawReply } from './actions/confirm'
import { drafts, dropDraft, readDraft, saveDraft } from './actions/drafts'
import { names, progress, recordTold } from './actions/follow-up'
import { bindGroup, groups, groupView, unbindGroup } from './actions/groups'
import { headcount } from './actions/headcount'
import { list } from './actions/list'
import { nudge } from './actions/nudge'
import { open } from './actions/open'
import { publish } from './actions/publish'
import { bankQuota, quota } from './actions/quota'

export const main = serve([
  addressees,
  amend,
  bankQuota,
  bindGroup,
  confirm,
  drafts,
  dropDraft,
  groups,
  groupView,
  headcount,
  list,
  names,
  nudge,
  open,
  progress,
  publish,
  quota,
  readDraft,
  recordTold,
  saveDraft,
  unbindGroup,
  withdraw,
  withdrawReply,
])
