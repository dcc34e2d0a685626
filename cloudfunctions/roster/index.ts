import { serve } from '../kernel/serve'
import { apply, progress } from './actions/apply'
import { check, problems } from './actions/check'
import { template } from './actions/template'

export const main = serve([apply, check, problems, progress, template])
