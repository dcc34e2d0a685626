import * as v from 'valibot'
import { action } from '../../kernel/action'
import { templateWorkbook } from '../../kernel/roster/workbook'
import { id } from '../../kernel/schema'

export const template = action('roster.template', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  async run() {
    return { name: '党员名册模板.xlsx', base64: templateWorkbook().toString('base64') }
  },
})
