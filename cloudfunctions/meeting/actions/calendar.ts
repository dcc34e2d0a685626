import * as v from 'valibot'
import type { DutyState } from '../../../typings/meeting'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { id } from '../../kernel/schema'
import { DUTY_VERSION } from '../../rules/meeting/duties'
import { KINDS } from '../../rules/meeting/kinds'
import { yearOf } from '../year'

const year = v.pipe(v.number(), v.integer(), v.minValue(2018), v.maxValue(2100))

/** What this organisation owes in a year, and what it has held. Titles of officers' meetings are for officers. */
export const calendar = action('meeting.calendar', {
  input: v.strictObject({ orgId: id, year }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ db, now, may }, input, { target: organisation }) {
    const here = { orgId: organisation._id, path: organisation.path }
    const sees = may('minutes.export', here) || may('meeting.host', here)
    const { duties } = await yearOf(db, organisation, input.year, now)
    const rows = duties.map((row) =>
      sees || !KINDS[row.kind].officersOnly
        ? row
        : { ...row, held: row.held.map(hidden), planned: row.planned.map(hidden) },
    )
    const inState = (state: DutyState) => rows.filter((row) => row.state === state).length
    return {
      orgName: organisation.name,
      rows,
      done: inState('done'),
      due: inState('due'),
      overdue: inState('overdue'),
      ruleVersion: DUTY_VERSION,
      mayPlan: may('meeting.plan', here),
      at: now.toISOString(),
    }
  },
})

function hidden<Line extends { title: string }>(line: Line): Line {
  return { ...line, title: '' }
}
