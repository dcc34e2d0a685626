import * as v from 'valibot'
import type { Member } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { checkAudience } from '../../kernel/audience'
import { audience } from '../../kernel/published'
import { id } from '../../kernel/schema'
import { audienceKeysFor } from '../../rules/audience'

/** How many people an audience has, shown before it is sent: everybody once, however many keys they match. */
export const headcount = action('notice.headcount', {
  input: v.strictObject({ orgId: id, audience }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, input) {
    await checkAudience(db, input.orgId, input.audience)
    const asked = { audienceKeys: db.is.in(audienceKeysFor(input.audience)), state: 'active' }
    const members = db.collection<Member>('members')
    const [people, joined] = await Promise.all([
      members.count(asked),
      members.count({ ...asked, openid: db.is.exists(true) }),
    ])
    return { people, joined, asOf: now.toISOString() }
  },
})
