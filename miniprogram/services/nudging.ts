import type { NudgeChoice } from '../../typings/ask'
import type { InputOf } from '../../typings/contract'
import { call } from './cloud'
import { type NudgeDesk, nudgeDesk } from './nudge-desk'
import * as session from './session'

/** Reminding those who have not done what is asked, whatever it is: a notice, a weekly five … */
type NudgeAction = 'notice.nudge' | 'study.nudge'

/** The nudges of one page. */
export function nudging<Action extends NudgeAction>(
  action: Action,
): NudgeDesk<Omit<InputOf<Action>, 'clientId' | keyof NudgeChoice>> {
  return nudgeDesk((input) => call(action, input as InputOf<Action>))
}

/** Whether the people of an organisation are the caller's own, to be reminded one by one; else their secretary is. */
export function isOwn(orgId: string): boolean {
  return session.me()?.posts.some((post) => post.orgId === orgId) ?? false
}
