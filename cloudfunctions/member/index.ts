import { serve } from '../kernel/serve'
import { session } from './actions/session'
import { today } from './actions/today'

export const main = serve([session, today])
