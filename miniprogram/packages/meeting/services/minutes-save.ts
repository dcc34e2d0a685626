import type { MinutesText, MinutesView } from '../../../../typings/minutes'
import * as cache from '../../../services/cache'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'
import * as session from '../../../services/session'

/** Refusals of a save that say that the minutes are not what they were when the typing began. */
const CLASHES: readonly string[] = ['changedMeanwhile', 'locked']

/**
 * Saves the minutes over the version somebody saw, in what this phone keeps of them, too. Answers the new version,
 * `null` when somebody else saved or locked them meanwhile. @throws CallError
 */
export async function saveMinutes(
  { meetingId, version: seenVersion }: MinutesView,
  text: MinutesText,
): Promise<number | null> {
  try {
    const { version } = await call('minutes.save', { meetingId, seenVersion, text })
    const me = session.me()
    if (me !== null)
      cache.patch<MinutesView>(me.memberId, `minutes:${meetingId}`, (kept) => ({
        ...kept,
        version,
        text,
        current: text,
        savedBy: me.name,
      }))
    return version
  } catch (error) {
    if (error instanceof CallError && CLASHES.includes(error.code)) return null
    throw error
  }
}
