import * as v from 'valibot'
import type { AnswerRecord } from '../../typings/ask'
import type { ActionName } from '../../typings/contract'
import type { Answer, ErrorCode } from '../../typings/errors'
import type { Organisation, Session } from '../../typings/organisation'
import { localDate } from '../rules/calendar'
import { may } from './access/may'
import { ACCESS, type AccessRow } from './access/table'
import { type RegisteredAction, refuse, type Subject } from './action'
import type { Database } from './db'
import { failure, Refusal } from './errors'
import { newId } from './ids'
import { log } from './log'
import { hasLeft } from './members'
import { readStanding, type Standing } from './session'
import { connect, type WeChat } from './wechat'

const EVENT = v.object({ action: v.pipe(v.string(), v.maxLength(64)), input: v.unknown() })

interface Known {
  target: unknown
  prefetched: unknown
  mine: AnswerRecord[]
}

/**
 * Makes a cloud function of actions. Nothing else handles a request:
 * parse → session ∥ target ∥ prefetch → standing → access table → run → typed answer.
 */
export function serve(
  actions: readonly RegisteredAction[],
): (event: unknown) => Promise<Answer<unknown>> {
  const byName = new Map<string, RegisteredAction>(actions.map((each) => [each.name, each]))
  const { db, wechat } = connect()

  return async function main(event) {
    let name = 'unknown'
    try {
      const { action, input } = parse(EVENT, event)
      const chosen = byName.get(action)
      if (chosen === undefined) return refuse('unknownAction')
      name = chosen.name
      return { ok: true, data: await handle(chosen, input, db, wechat) }
    } catch (error) {
      return { ok: false, error: asFailure(error, name) }
    }
  }
}

async function handle(
  action: RegisteredAction,
  rawInput: unknown,
  db: Database,
  wechat: WeChat,
): Promise<unknown> {
  const input = parse(action.input, rawInput) as never
  const { openid } = wechat.identity()
  if (openid === '') return refuse('notJoined')
  const now = new Date()
  const row = ACCESS[action.name]

  const [{ session, organisations, mine }, target, prefetched] = await Promise.all([
    readStanding(db, openid, { orgId: orgIdIn(row, input), askId: action.answersTo?.(input) }),
    action.target === undefined
      ? undefined
      : db.collection(action.target.collection).get(action.target.id(input)),
    action.prefetch?.(db, input),
  ])
  checkStanding(action, row, session, localDate(now))
  if (target === null || action.target?.is(target as never) === false) return refuse('notFound')

  const known: Known = { target, prefetched, mine }
  if (session !== null)
    await checkAccess(action, row, input, { session, organisations }, known, db, now)
  const allowed = (name: ActionName, subject: Subject) =>
    session !== null && may(ACCESS[name], session, [subject], now)
  const context = { openid, now, db, wechat, refuse, session, may: allowed }
  return action.run(context as never, input, known as never)
}

function checkStanding(
  action: RegisteredAction,
  row: AccessRow,
  session: Session | null,
  day: string,
): void {
  if (session === null) {
    if (!action.open) refuse('notJoined')
    return
  }
  if (hasLeft(session, day) && row.leavers !== true) refuse('left')
  if (session.consent === undefined && row.withoutConsent !== true) refuse('consentNeeded')
}

async function checkAccess(
  action: RegisteredAction,
  row: AccessRow,
  input: never,
  { session, organisations }: Pick<Standing, 'organisations'> & { session: Session },
  known: Known,
  db: Database,
  now: Date,
): Promise<void> {
  if (row.about !== 'organisations') return
  const named = action.subjects?.(input, { target: known.target, session, now } as never) ?? []
  const subjects = await resolveSubjects(named, session, organisations, db)
  if (!may(row, session, subjects, now)) refuse('forbidden')
}

/** The organisation an input names; what it is called by in every action. */
function orgIdIn(row: AccessRow, input: unknown): string | undefined {
  if (row.about !== 'organisations') return undefined
  const { orgId } = input as { orgId?: unknown }
  return typeof orgId === 'string' ? orgId : undefined
}

/** Paths were read with the session, or it knows them; else they come from the organisations, in one query. */
async function resolveSubjects(
  named: readonly (Subject | string)[],
  session: Session,
  organisations: Standing['organisations'],
  db: Database,
): Promise<Subject[]> {
  const places = [session.affiliation, ...session.attachments, ...session.posts]
  const own = new Map<string, Subject>(places.map((place) => [place.orgId, place]))
  for (const { _id, path } of organisations) own.set(_id, { orgId: _id, path })
  const unknown = [
    ...new Set(named.filter((each): each is string => typeof each === 'string' && !own.has(each))),
  ]
  if (unknown.length > 0) {
    const found = await db
      .collection<Organisation>('organisations')
      .find({ _id: db.is.in(unknown) }, { limit: unknown.length, fields: ['path'] })
    for (const { _id, path } of found) own.set(_id, { orgId: _id, path })
  }
  return named.map((each) => {
    if (typeof each !== 'string') return each
    return own.get(each) ?? refuse('notFound')
  })
}

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value, { abortEarly: true })
  if (parsed.success) return parsed.output
  const path = v.getDotPath(parsed.issues[0])
  return refuse('badInput', path === null ? undefined : { field: path.slice(0, 100) })
}

function asFailure(error: unknown, name: ActionName | string) {
  if (error instanceof Refusal) return failure(error.code as ErrorCode, error.detail)
  const incident = newId()
  const { message, stack } =
    error instanceof Error ? error : { message: JSON.stringify(error), stack: undefined }
  log('error', 'action failed', { incident, action: name, message, stack })
  return failure('internal', undefined, incident)
}
