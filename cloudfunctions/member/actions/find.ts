import * as v from 'valibot'
import type { FoundPerson } from '../../../typings/member'
import type { Member } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { MEMBERS } from '../../kernel/members'
import { id, line } from '../../kernel/schema'
import { beginsWith } from '../../kernel/words'
import { maskPhone } from '../../rules/phone'

const SHOWN = 20

/** Somebody of an organisation or below it by the beginning of their name, to be looked at or given a post. */
export const find = action('member.find', {
  input: v.strictObject({ orgId: id, name: line(30) }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId, name }) {
    const people = await db
      .collection<Member>(MEMBERS)
      .find(
        { name: beginsWith(name), 'affiliation.path': orgId, state: 'active' },
        { orderBy: [['name', 'asc']], limit: SHOWN + 1 },
      )
    return {
      found: people.slice(0, SHOWN).map(
        (person): FoundPerson => ({
          memberId: person._id,
          name: person.name,
          stage: person.stage,
          orgName: person.affiliation.orgName,
          ...(person.phone === undefined ? {} : { maskedPhone: maskPhone(person.phone) }),
        }),
      ),
      more: people.length > SHOWN,
    }
  },
})
