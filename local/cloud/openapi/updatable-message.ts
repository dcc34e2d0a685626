import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import type { Clock } from '../clock'
import { type Api, readInput } from './call'
import type { Store } from './store'
import { WxError } from './wx-error'

/** A dynamic message can be changed for a day [doc]. */
const ACTIVITY_LIFE = 24 * 3_600_000

/** What must come with each state [doc]: 0 未开始, 1 已开始. */
const PARAMETERS = [
  ['member_count', 'room_limit'],
  ['path', 'version_type'],
] as const

interface Activity {
  expires: number
  state: number
}

const setInput = v.object({
  activity_id: v.string(),
  target_state: v.picklist([0, 1]),
  template_info: v.object({
    parameter_list: v.array(v.object({ name: v.string(), value: v.string() })),
  }),
})

/** `updatableMessage.*`: shared cards that change their text. Error codes [mem]. */
export function openUpdatableMessages(store: Store, clock: Clock) {
  const activities = store.shelf<Activity>('activities')

  const createActivityId: Api = () => {
    const activityId = randomBytes(24).toString('base64url')
    const expires = clock.now() + ACTIVITY_LIFE
    activities.set(activityId, { expires, state: 0 })
    return { activity_id: activityId, expiration_time: Math.floor(expires / 1000) }
  }

  const setUpdatableMsg: Api = (call) => {
    const { activity_id, target_state, template_info } = readInput(setInput, call, {
      activity_id: [47501, 'invalid activity_id'],
      target_state: [47502, 'invalid target_state'],
    })
    const activity = activity_id.length > 100 ? undefined : activities.get(activity_id)
    if (!activity) throw new WxError(47501, 'invalid activity_id')
    if (clock.now() >= activity.expires) throw new WxError(47504, 'activity_id expired')
    // A message that has begun stays so [doc].
    if (activity.state === 1) throw new WxError(47502, 'invalid target_state')
    const parameters = new Map(template_info.parameter_list.map(({ name, value }) => [name, value]))
    for (const name of PARAMETERS[target_state]) {
      if (!parameters.has(name)) throw new WxError(47001, `data format error: ${name} is missing`)
    }
    const version = parameters.get('version_type')
    if (target_state === 1 && !['develop', 'trial', 'release'].includes(version ?? '')) {
      throw new WxError(47503, 'invalid version_type')
    }
    activities.set(activity_id, { ...activity, state: target_state })
    return {}
  }

  return { createActivityId, setUpdatableMsg, reset: () => activities.clear() }
}
