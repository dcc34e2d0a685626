import { audienceKeysOf } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { StagedCompany } from './company'

/** Adds 沈知行, who has not joined and belongs to the regional company's committee itself, to no branch below it. */
export async function addOffice({ stage, members }: StagedCompany): Promise<void> {
  const model = members.find(({ affiliation }) => affiliation.path.includes('org-east'))
  if (model === undefined) throw new Error('the demo company has nobody in org-east')
  const { openid: _, ...plain } = model
  const path = ['org-hq', 'org-east']
  const affiliation = { orgId: 'org-east', orgName: '华东公司党委', path }
  const person = {
    ...plain,
    _id: 'office',
    name: '沈知行',
    affiliation,
    posts: [],
    attachments: [],
  }
  const audienceKeys = audienceKeysOf(person, localDate(new Date(stage.cloud.clock.now())))
  await stage.cloud.database.importLines('members', [JSON.stringify({ ...person, audienceKeys })])
}
