import type { AnswerRecord } from '../../typings/ask'
import type { Member, Organisation, Session } from '../../typings/organisation'
import { answerId, MOST_VERSIONS } from '../rules/ask'
import type { Along, Database } from './db'

export const SESSIONS = 'sessions'

/** Everything a call needs to know about its caller, in the one document that is read on every call. */
export function sessionOf(
  member: Member,
  openid: string,
  consent: Session['consent'] | null,
): Session {
  return {
    _id: openid,
    memberId: member._id,
    name: member.name,
    stage: member.stage,
    state: member.state,
    ...(member.leftOn === undefined ? {} : { leftOn: member.leftOn }),
    affiliation: member.affiliation,
    attachments: member.attachments,
    posts: member.posts,
    audienceKeys: member.audienceKeys,
    ...(consent == null ? {} : { consent }),
    memberVersion: member.version,
  }
}

/** The caller, and what a call needs to know that depends on who calls. */
export interface Standing {
  session: Session | null
  /** The organisations that were named, as they are now. */
  organisations: Pick<Organisation, '_id' | 'path'>[]
  /** The caller's answers to the ask, of every version. */
  mine: AnswerRecord[]
}

/**
 * Reads the caller's session, and in the same request the organisation and the answers a call is about. So rights
 * are decided by the tree as it stands, and nobody is asked twice, without a request of its own for either.
 */
export async function readStanding(
  db: Database,
  openid: string,
  about: { orgId: string | undefined; askId: string | undefined },
): Promise<Standing> {
  const sessions = db.collection<Session>(SESSIONS)
  const { orgId, askId } = about
  const nothing = { organisations: [], mine: [] }
  if (orgId === undefined && askId === undefined)
    return { session: await sessions.get(openid), ...nothing }
  const organisations: Along[] =
    orgId === undefined ? [] : [{ from: 'organisations', ids: [orgId] }]
  const answers: Along[] = askId === undefined ? [] : [{ from: 'answers', ids: answerIdsOf(askId) }]
  const found = await sessions.getWith(openid, [...organisations, ...answers])
  if (found === null) return { session: null, ...nothing }
  return {
    session: found.document,
    organisations: orgId === undefined ? [] : ((found.along[0] ?? []) as Organisation[]),
    mine: askId === undefined ? [] : ((found.along.at(-1) ?? []) as AnswerRecord[]),
  }
}

/** Where the answers of whoever the session belongs to would stand. */
function answerIdsOf(askId: string): Along['ids'] {
  return Array.from({ length: MOST_VERSIONS }, (_, at) => ({
    before: answerId(askId, at + 1, ''),
    field: 'memberId',
  }))
}
