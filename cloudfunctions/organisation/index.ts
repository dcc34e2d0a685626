import { serve } from '../kernel/serve'
import { close } from './actions/close'
import { create } from './actions/create'
import { move } from './actions/move'
import { tree } from './actions/tree'
import { update } from './actions/update'

export const main = serve([close, create, move, tree, update])
