import { serve } from '../kernel/serve'
import { close } from './actions/close'
import { create } from './actions/create'
import { effects } from './actions/effects'
import { move } from './actions/move'
import { search } from './actions/search'
import { tree } from './actions/tree'
import { update } from './actions/update'

export const main = serve([close, create, effects, move, search, tree, update])
