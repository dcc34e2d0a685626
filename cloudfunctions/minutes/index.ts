import { serve } from '../kernel/serve'
import { amend } from './actions/amend'
import { approve } from './actions/approve'
import { exportMinutes } from './actions/export'
import { followUp, followUpDone } from './actions/follow-up'
import { read } from './actions/read'
import { save } from './actions/save'

export const main = serve([amend, approve, exportMinutes, followUp, followUpDone, read, save])
