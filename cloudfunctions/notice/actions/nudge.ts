import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { nudgeChoice, nudgeMissing } from '../../kernel/nudge'
import { once } from '../../kernel/once'
import { id } from '../../kernel/schema'
import { noticeAsk } from '../stored'

/** Reminds those who are missing, all or some: in one's own branch the persons, from above the secretaries. */
export const nudge = action('notice.nudge', {
  input: v.strictObject({
    noticeId: id,
    orgId: id,
    clientId: id,
    ...nudgeChoice,
  }),
  target: noticeAsk,
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, now, refuse }, input, { target: ask, prefetched: place }) {
    if (ask.state === 'withdrawn') return refuse('withdrawn')
    if (place === null) return refuse('notFound')
    const call = { session, action: 'notice.nudge', clientId: input.clientId, input, now }
    return once(db, call, (key) =>
      nudgeMissing({ db, wechat, now, session }, ask, place, input, key),
    )
  },
})
