import { serve } from '../kernel/serve'
import { answer } from './actions/answer'
import { branchCredits, correctCredit, credits, personCredits } from './actions/credits'
import { mostWrong, nudge, people, progress } from './actions/follow-up'
import { home } from './actions/home'
import { published, withdraw } from './actions/manage'
import { mistakes, reviewMistake } from './actions/mistakes'
import { open } from './actions/open'
import { pack } from './actions/pack'
import { publish } from './actions/publish'
import { history, result } from './actions/result'
import { save, submit } from './actions/save'
import { start } from './actions/start'

export const main = serve([
  answer,
  branchCredits,
  correctCredit,
  credits,
  history,
  home,
  mistakes,
  mostWrong,
  nudge,
  open,
  pack,
  people,
  personCredits,
  progress,
  publish,
  published,
  result,
  reviewMistake,
  save,
  start,
  submit,
  withdraw,
])
