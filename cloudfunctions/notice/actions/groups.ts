import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn, refuse } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { expectedAt } from '../../kernel/follow-up'
import { derivedId } from '../../kernel/ids'
import { isThere } from '../../kernel/people-at'
import { id } from '../../kernel/schema'
import type { WeChat } from '../../kernel/wechat'
import { noticeAsk } from '../stored'

/** A WeChat group bound to an organisation. Several to several; it stays with the organisation, not the person. */
interface GroupBinding {
  _id: string
  /** The group's openGId, known to the server only. */
  groupId: string
  orgId: string
  orgName: string
  path: string[]
  boundBy: string
  boundByName: string
  boundAt: string
}

const GROUPS = 'groups'
/** Organisations of one group, and groups of one organisation [P]. */
const MOST = 10

/** A fresh cloudID as WeChat hands it to the page; what it stands for is asked from WeChat, never taken as told. */
const cloudId = v.pipe(v.string(), v.regex(/^[\w.~=+/-]{8,256}$/))

async function groupOf(wechat: WeChat, given: string): Promise<string> {
  return (await wechat.groupOf(given)) ?? refuse('badInput', { field: 'cloudId' })
}

export const bindGroup = action('notice.bindGroup', {
  input: v.strictObject({ orgId: id, cloudId }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ session, db, wechat, now }, input, { target }) {
    const groupId = await groupOf(wechat, input.cloudId)
    const groups = db.collection<GroupBinding>(GROUPS)
    const binding: GroupBinding = {
      _id: derivedId('group', groupId, target._id),
      groupId,
      orgId: target._id,
      orgName: target.name,
      path: target.path,
      boundBy: session.memberId,
      boundByName: session.name,
      boundAt: now.toISOString(),
    }
    const [inGroup, inOrganisation] = await Promise.all([
      groups.find({ groupId }, { limit: MOST + 1, fields: ['_id'] }),
      groups.find({ orgId: target._id }, { limit: MOST + 1, fields: ['_id'] }),
    ])
    const isBound = inGroup.some((each) => each._id === binding._id)
    const isFull = inGroup.length >= MOST || inOrganisation.length >= MOST
    if (!isBound && isFull) return refuse('tooMany', { limit: MOST })
    const inserted = await groups.insert(binding)
    const boundAt = inserted.state === 'inserted' ? binding.boundAt : inserted.existing.boundAt
    await audit(db, {
      actor: session,
      action: 'notice.bindGroup',
      about: binding,
      subjectId: binding._id,
      summary: `绑定微信群到${target.name}`,
      now,
      once: [binding._id, boundAt],
    })
    return { bindingId: binding._id, boundAt }
  },
})

export const unbindGroup = action('notice.unbindGroup', {
  input: v.strictObject({ orgId: id, bindingId: id }),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, now }, { orgId, bindingId }) {
    const groups = db.collection<GroupBinding>(GROUPS)
    const before = await groups.get(bindingId)
    if (before !== null && before.orgId === orgId) {
      await audit(db, {
        actor: session,
        action: 'notice.unbindGroup',
        about: before,
        subjectId: bindingId,
        summary: `解除${before.orgName}与微信群的绑定`,
        now,
        once: [bindingId, before.boundAt],
      })
      await groups.removeWhere({ _id: bindingId, orgId })
    }
    return { at: now.toISOString() }
  },
})

/** The groups of an organisation, so that a binding can be undone by whoever is secretary today. */
export const groups = action('notice.groups', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId }) {
    const found = await db
      .collection<GroupBinding>(GROUPS)
      .find({ orgId }, { orderBy: [['boundAt', 'desc']], limit: MOST })
    return {
      groups: found.map(({ _id, boundByName, boundAt }) => ({
        bindingId: _id,
        boundBy: boundByName,
        boundAt,
      })),
    }
  },
})

/**
 * A notice opened from a group: how the organisations bound to that group stand, for those who stand in their lists
 * (of a superior one: its own people) or follow them up; names only for the latter. Being in a group proves nothing
 * else.
 */
export const groupView = action('notice.groupView', {
  input: v.strictObject({ noticeId: id, cloudId }),
  target: noticeAsk,
  async run({ session, db, wechat, may, now }, input, { target: ask }) {
    const groupId = await groupOf(wechat, input.cloudId)
    const organisations = { from: 'organisations', ids: [{ before: '', field: 'orgId' }] }
    const found = await db
      .collection<GroupBinding>(GROUPS)
      .findWith({ groupId }, MOST, [organisations])
    const bound = found.map(({ document }) => document)
    const counts = await Promise.all(
      found.flatMap(({ along: [places] }) => {
        const place = places?.[0] as Organisation | undefined
        if (place === undefined) return []
        // As it stands in the tree now, not when it was bound.
        const about = { orgId: place._id, path: place.path }
        const isFollowed = may('notice.names', about)
        const isMine = may('member.branch', about) && isThere(session, place, now)
        return isFollowed || isMine ? [countAt({ db, now }, ask, place, isFollowed)] : []
      }),
    )
    const mayBind = session.posts
      .filter((post) => may('notice.bindGroup', post))
      .filter((post) => !bound.some(({ orgId }) => orgId === post.orgId))
      .map(({ orgId, orgName }) => ({ orgId, orgName }))
    const branches = counts.filter(({ expected }) => expected > 0)
    return { branches, mayBind: bound.length < MOST ? mayBind : [] }
  },
})

async function countAt(
  { db, now }: { db: Database; now: Date },
  ask: Ask,
  place: Organisation,
  withNames: boolean,
) {
  const expected = await expectedAt(db, ask, place, now)
  const missing = expected.filter(({ answered }) => !answered)
  return {
    orgId: place._id,
    orgName: place.name,
    expected: expected.length,
    missing: missing.length,
    names: withNames ? missing.map(({ person }) => person.name) : null,
  }
}
