import { serve } from '../kernel/serve'
import { amend, withdraw } from './actions/amend'
import { confirm, withdrawReply } from './actions/confirm'
import { drafts, dropDraft, readDraft, saveDraft } from './actions/drafts'
import { names, progress, recordTold } from './actions/follow-up'
import { headcount } from './actions/headcount'
import { list } from './actions/list'
import { open } from './actions/open'
import { publish } from './actions/publish'

export const main = serve([
  amend,
  confirm,
  drafts,
  dropDraft,
  headcount,
  list,
  names,
  open,
  progress,
  publish,
  readDraft,
  recordTold,
  saveDraft,
  withdraw,
  withdrawReply,
])
