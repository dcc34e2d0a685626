import { serve } from '../kernel/serve'
import { check, items } from './actions/check'
import { exportBank, template } from './actions/export'
import { confirm, mend, progress } from './actions/import'
import { list, subjects } from './actions/list'
import { add, edit, markPractice, retire } from './actions/write'

export const main = serve([
  add,
  check,
  confirm,
  edit,
  exportBank,
  items,
  list,
  markPractice,
  mend,
  progress,
  retire,
  subjects,
  template,
])
