import type { ActionName, InputOf, OutputOf } from '../../typings/contract'
import * as cache from './cache'
import { CallError } from './call-error'
import { call } from './cloud'
import * as session from './session'
import { ageWords } from './time'

/** How a page stands: what `page-shell` draws instead of, or around, its content. */
export type Standing = 'loading' | 'ready' | 'error' | 'stranger' | 'left' | 'consent'

export interface Seen {
  /** Milliseconds since the epoch: when the server said this. */
  at: number
  fresh: boolean
}

/** Why there is nothing newer to show. */
export interface Trouble {
  status: Standing
  message: string
  retry: boolean
}

/**
 * Shows what the phone kept at once, then what the server says now. Answers why not, or `null`.
 * With something kept and only the network missing, `status` stays `ready`: the page goes on showing it.
 * @param name where the answer is kept; `null` keeps nothing
 */
export async function follow<Name extends ActionName>(
  action: Name,
  input: InputOf<Name>,
  name: string | null,
  show: (answer: OutputOf<Name>, seen: Seen) => void,
): Promise<Trouble | null> {
  const owner = session.me()?.memberId
  const kept = name === null || owner === undefined ? null : cache.read<OutputOf<Name>>(owner, name)
  if (kept !== null) show(kept.data, { at: kept.at, fresh: false })
  try {
    const answer = await call(action, input)
    const now = session.me()?.memberId
    if (name !== null && now !== undefined) cache.write(now, name, answer)
    show(answer, { at: Date.now(), fresh: true })
    return null
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    session.learn(error)
    return troubleOf(error, kept !== null)
  }
}

/** What the page shows of an error. @param shown something is on screen already */
export function troubleOf(error: CallError, shown: boolean): Trouble {
  const { message, retry } = error
  if (error.code === 'notJoined') return { status: 'stranger', message, retry: false }
  if (error.code === 'left') return { status: 'left', message, retry: false }
  if (error.code === 'consentNeeded') return { status: 'consent', message, retry: false }
  return { status: shown && error.retry ? 'ready' : 'error', message, retry }
}

/** `3 分钟前更新 · 下拉刷新`. */
export function ageLine({ at }: Pick<Seen, 'at'>): string {
  return `${ageWords(at, new Date())}更新 · 下拉刷新`
}
