import type { Member } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import { MEMBERS } from '../kernel/members'
import { localDate } from '../rules/calendar'
import { keptSince, LEAVER_DAYS, LEAVER_NAME, RETENTION } from '../rules/retention'

/** One row of the table at a time, 200 documents a step; then leavers whose time has come lose their names. */
export const retention: JobHandler = async ({ cursor }, { db, now }) => {
  const index = typeof cursor === 'number' ? cursor : 0
  const row = RETENTION[index]
  if (row === undefined) {
    const done = await pseudonymise(db, now())
    return { cursor: index, done, failed: 0, finished: done < STEP_ITEMS }
  }
  const old = { ...row.only, [row.field]: db.is.lt(keptSince(row, now())) }
  const collection = db.collection(row.collection)
  const found = await collection.find(old, { limit: STEP_ITEMS, fields: ['_id'] })
  const ids = found.map(({ _id }) => _id)
  const these = { ...old, _id: db.is.in(ids) }
  if (ids.length > 0) {
    if (row.fields === undefined) await collection.removeWhere(these)
    else await collection.updateWhere(these, without(db, row.fields))
  }
  const isMore = found.length === STEP_ITEMS
  return { cursor: isMore ? index : index + 1, done: found.length, failed: 0, finished: false }
}

function without(db: Database, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, db.is.remove()]))
}

async function pseudonymise(db: Database, now: Date): Promise<number> {
  const members = db.collection<Member>(MEMBERS)
  const before = localDate(new Date(now.getTime() - LEAVER_DAYS * 86_400_000))
  const found = await members.find(
    { state: 'left', leftOn: db.is.lt(before), name: db.is.neq(LEAVER_NAME) },
    { limit: STEP_ITEMS, fields: ['_id'] },
  )
  const ids = found.map(({ _id }) => _id)
  if (ids.length > 0) {
    const gone = db.is.remove()
    await members.updateWhere(
      { _id: db.is.in(ids), state: 'left' },
      { name: LEAVER_NAME, phone: gone, employeeNumber: gone, openid: gone, joinedOn: gone },
    )
  }
  return ids.length
}
