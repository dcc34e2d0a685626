import type { ActionName, InputOf, OutputOf } from '../../typings/contract'
import * as cache from './cache'
import { CallError, type CallErrorCode } from './call-error'
import { call } from './cloud'
import { type Drawable, draw } from './draw'
import * as session from './session'
import { ageWords } from './time'

/** How a page stands: what `page-shell` draws instead of, or around, its content. */
export type Standing = 'loading' | 'ready' | 'error' | 'stranger' | 'left' | 'consent'

export interface Seen {
  /** Milliseconds since the epoch: when the server said this. */
  at: number
  fresh: boolean
}

/** What every page has that shows an answer; `page-shell` draws it. */
export interface ShellData {
  status: Standing
  message: string
  canRetry: boolean
  age: string
}

export const SHELL: Readonly<ShellData> = {
  status: 'loading',
  message: '',
  canRetry: true,
  age: '',
}

/** Why there is nothing newer to show. */
export interface Trouble {
  status: Standing
  message: string
  retry: boolean
  code: CallErrorCode
}

/** The last question per kept answer: an answer to an earlier one is older and is dropped. */
const asked = new Map<string, number>()

/**
 * Fills a page with one answer: what was kept at once, then what the server says, each in one small `setData`;
 * when there is no answer, says why.
 * @param view what the page shows of the answer; `null` when the person has moved on meanwhile
 * @param blank what is shown until the first answer when none is kept
 */
export async function present<Name extends ActionName, Data extends ShellData>(
  page: Drawable<Data>,
  [action, input, name]: readonly [Name, InputOf<Name>, string | null],
  view: (answer: OutputOf<Name>, seen: Seen) => Partial<Data> | null,
  blank: Partial<Data> = {},
): Promise<Trouble | null> {
  let shown = false
  const answered = follow(action, input, name, (answer, seen) => {
    const next = view(answer, seen)
    if (next === null) return
    shown = true
    const ready: ShellData = { ...SHELL, status: 'ready', age: ageLine(seen) }
    draw<ShellData>(page, { ...ready, ...next })
  })
  if (!shown) draw(page, blank)
  const trouble = await answered
  if (trouble !== null) {
    const { status, message, retry: canRetry } = trouble
    draw<ShellData>(page, { status, message, canRetry })
  }
  return trouble
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
  const turn = (asked.get(name ?? '') ?? 0) + 1
  if (name !== null) asked.set(name, turn)
  const isLatest = () => name === null || asked.get(name) === turn
  try {
    const answer = await call(action, input)
    if (!isLatest()) return null
    show(answer, { at: Date.now(), fresh: true })
    if (name === null) return null
    const now = await session.known()
    if (now !== null && isLatest()) cache.write(now.memberId, name, answer)
    return null
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    session.learn(error)
    if (!isLatest()) return null
    return troubleOf(error, kept !== null)
  }
}

/** What the page shows of an error. @param shown something is on screen already */
export function troubleOf(error: CallError, shown: boolean): Trouble {
  const { code, message, retry } = error
  if (code === 'notJoined') return { status: 'stranger', message, retry: false, code }
  if (code === 'left') return { status: 'left', message, retry: false, code }
  if (code === 'consentNeeded') return { status: 'consent', message, retry: false, code }
  return { status: shown && retry ? 'ready' : 'error', message, retry, code }
}

/** `3 分钟前更新 · 刷新`: `page-shell` asks anew when it is tapped, and every page when it is pulled down. */
export function ageLine({ at }: Pick<Seen, 'at'>): string {
  return `${ageWords(at, new Date())}更新 · 刷新`
}
