import * as v from 'valibot'
import type { Member, Organisation, Post, PostRole } from '../../../typings/organisation'
import { action, documentIn, refuse, type Subject } from '../../kernel/action'
import { audit, auditRepeat } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { changeMember, MEMBERS, refreshSession } from '../../kernel/members'
import { day, id } from '../../kernel/schema'
import { currentAttachments } from '../../rules/audience'
import { dayBefore, localDate } from '../../rules/calendar'
import { memberRule, type PostFinding, postRule } from '../../rules/posts'
import { ROLE_NAMES, ROLES } from '../../rules/roles'
import { mayEnd, mayGive } from '../may-end'

/** Posts and delegates: dated, several per person, each change in the audit log. */

const organisation = documentIn<Organisation>('organisations')<{ orgId: string }>(
  ({ orgId }) => orgId,
)
const prefetchMember = (db: Database, { memberId }: { memberId: string }) =>
  db.collection<Member>(MEMBERS).get(memberId)
const here = (_: unknown, { target }: { target: Organisation }): Subject[] => [
  { orgId: target._id, path: target.path },
]
/** A person may be appointed where they belong, or above or below it; never in another company's tree. */
const belongs = (person: Member, { path }: { path: readonly string[] }, now: Date) =>
  [person.affiliation, ...currentAttachments(person.attachments, now)].some(
    (place) => place.path.includes(path.at(-1) ?? '') || path.includes(place.orgId),
  )

export const appoint = action('member.appoint', {
  input: v.strictObject({
    orgId: id,
    memberId: id,
    role: v.picklist(ROLES),
    from: day,
    until: v.exactOptional(day),
  }),
  target: organisation,
  prefetch: prefetchMember,
  subjects: here,
  async run(context, { role, from, until }, { target, prefetched: person }) {
    if (person === null || person.state === 'left') return refuse('notFound')
    if (!belongs(person, target, context.now)) return refuse('forbidden')
    if (!mayGive(context.may, role, { orgId: target._id, path: target.path }))
      return refuse('forbidden')
    if (until !== undefined && until < from) return refuse('badInput', { field: 'until' })
    obey(postRule(role, person.stage, target))
    const post = postIn(target, role, from, until)
    return addPost(
      context,
      person,
      target,
      post,
      `任命${person.name}为${target.name}${ROLE_NAMES[role]}，${from}起${until === undefined ? '' : `至${until}`}`,
    )
  },
})

/** A secretary lets somebody of the branch act for them until a date; everything a deputy may do (ORG-9). */
export const delegate = action('member.delegate', {
  input: v.strictObject({ orgId: id, memberId: id, until: day }),
  target: organisation,
  prefetch: prefetchMember,
  subjects: here,
  async run(context, { until }, { target, prefetched: person }) {
    if (person === null || person.state === 'left') return refuse('notFound')
    if (!belongs(person, target, context.now)) return refuse('forbidden')
    const today = localDate(context.now, target.timeZone)
    if (until < today) return refuse('badInput', { field: 'until' })
    // Acting for a while is no election.
    obey(memberRule('deputySecretary', person.stage))
    const post: Post = {
      ...postIn(target, 'deputySecretary', today, until),
      delegateOf: context.session.memberId,
    }
    return addPost(context, person, target, post, `委托${person.name}代行职责至${until}`)
  },
})

export const endPost = action('member.endPost', {
  input: v.strictObject({ orgId: id, memberId: id, role: v.picklist(ROLES), on: day }),
  target: organisation,
  prefetch: prefetchMember,
  subjects: here,
  async run({ session, db, now, may }, { role, on }, { target, prefetched: person }) {
    if (person === null) return refuse('notFound')
    const place = { orgId: target._id, path: target.path }
    const isAsked = (post: Post) =>
      post.orgId === target._id &&
      post.role === role &&
      (post.until === undefined || post.until > lastDay)
    const isMeant = (post: Post) => isAsked(post) && mayEnd(may, post, place)
    // Ending a post today means: out at the next call. Its last day was yesterday.
    const today = localDate(now, target.timeZone)
    const lastDay = on > today ? on : dayBefore(today)
    const summary = `免去${person.name}${ROLE_NAMES[role]}，任至${lastDay}`
    if (person.posts.some(isAsked) && !person.posts.some(isMeant)) return refuse('forbidden')
    if (!person.posts.some(isMeant)) {
      await refreshSession(db, person)
      const isEnded = person.posts.some(
        (post) => post.orgId === target._id && post.role === role && post.until === lastDay,
      )
      if (isEnded)
        await note(
          auditRepeat,
          db,
          session,
          'member.endPost',
          target,
          person,
          now,
          summary,
          person.version,
        )
      return { version: person.version }
    }
    const posts = person.posts
      .map((post) => (isMeant(post) ? { ...post, until: lastDay } : post))
      .filter((post) => post.until === undefined || post.from <= post.until)
    const after = await changeMember(db, person, { posts }, now)
    if (after === null) return refuse('changedMeanwhile')
    await note(audit, db, session, 'member.endPost', target, person, now, summary, after.version)
    return { version: after.version }
  },
})

function obey(broken: PostFinding | null): void {
  if (broken !== null) refuse('ruleBroken', { rule: broken.rule, reason: broken.text })
}

function postIn(
  target: Organisation,
  role: PostRole,
  from: string,
  until: string | undefined,
): Post {
  return {
    role,
    orgId: target._id,
    orgName: target.name,
    path: target.path,
    from,
    ...(until === undefined ? {} : { until }),
    timeZone: target.timeZone,
  }
}

/** Adds a post once: the same post again only brings session and log in line. */
async function addPost(
  context: { db: Database; now: Date; session: { memberId: string; name: string } },
  person: Member,
  target: Organisation,
  post: Post,
  summary: string,
): Promise<{ version: number }> {
  const { db, now } = context
  const held = person.posts.some(
    (each) =>
      each.orgId === post.orgId &&
      each.role === post.role &&
      each.until === post.until &&
      each.from <= post.from,
  )
  if (held) {
    await refreshSession(db, person)
    await note(
      auditRepeat,
      db,
      context.session,
      'member.appoint',
      target,
      person,
      now,
      summary,
      person.version,
    )
    return { version: person.version }
  }
  const after = await changeMember(db, person, { posts: [...person.posts, post] }, now)
  if (after === null) return refuse('changedMeanwhile')
  await note(
    audit,
    db,
    context.session,
    'member.appoint',
    target,
    person,
    now,
    summary,
    after.version,
  )
  return { version: after.version }
}

function note(
  write: typeof audit,
  db: Database,
  actor: { memberId: string; name: string },
  name: string,
  target: Organisation,
  person: Member,
  now: Date,
  summary: string,
  version: number,
): Promise<void> {
  const about = { orgId: target._id, path: target.path }
  return write(db, {
    actor,
    action: name,
    about,
    subjectId: person._id,
    summary,
    now,
    once: [person._id, String(version)],
  })
}
