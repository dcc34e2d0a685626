import { serve } from '../kernel/serve'
import { exportMinutes } from './actions/export'
import { followUp, followUpDone } from './actions/follow-up'
import { read } from './actions/read'
import { amend, approve, save } from './actions/write'

export const main = serve([amend, approve, exportMinutes, followUp, followUpDone, read, save])
