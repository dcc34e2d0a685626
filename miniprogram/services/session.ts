import type { Me } from '../../typings/member'
import * as cache from './cache'
import { CallError } from './call-error'
import { call } from './cloud'

/** Who holds this phone, as far as the product knows. `unknown` until the first answer of a first start. */
export type Who =
  | { state: 'unknown' }
  | { state: 'stranger' }
  | { state: 'joined'; me: Me }
  /** The server's sentence for somebody who has left. */
  | { state: 'left'; message: string }

const KEY = 'session'
/** The organisation in whose name the person looks at 支部 and publishes. */
const POST = 'session:post'

let current: Who | undefined
let running: Promise<Who> | undefined
const listeners = new Set<(who: Who) => void>()

/** What is known without asking: kept from the last start. */
export function who(): Who {
  current ??= stored()
  return current
}

export function me(): Me | null {
  const known = who()
  return known.state === 'joined' ? known.me : null
}

/** Asks the server; calls at the same moment share one answer. @throws CallError when nothing came back */
export function refresh(): Promise<Who> {
  running ??= ask().finally(() => {
    running = undefined
  })
  return running
}

/**
 * Who is here, asked for when this phone does not know yet: a first start may begin on any page. `null` for a stranger,
 * and when nothing came back: what is wrong with the network the page learns from its own call. A page that `watch`
 * draws anew need not wait for it.
 */
export async function known(): Promise<Me | null> {
  if (who().state !== 'unknown') return me()
  try {
    await refresh()
  } catch (error) {
    if (!(error instanceof CallError)) throw error
  }
  return me()
}

async function ask(): Promise<Who> {
  try {
    const answer = await call('member.session', {})
    if (answer.joined) became(answer.me)
    else become({ state: 'stranger' })
  } catch (error) {
    if (!(error instanceof CallError) || !learn(error)) throw error
  }
  return who()
}

/** The server said who this is: after joining, agreeing, or with Today. */
export function became(person: Me): void {
  become({ state: 'joined', me: person })
}

/** The link to this WeChat was cut, by the person themselves. */
export function becameStranger(): void {
  become({ state: 'stranger' })
}

/** Takes from any refusal what it says about the person. Answers whether it said anything. */
export function learn(error: CallError): boolean {
  if (error.code === 'left') become({ state: 'left', message: error.message })
  else if (error.code === 'notJoined') become({ state: 'stranger' })
  else return false
  return true
}

/** Tells of every change of person or posts. Returns the undo. */
export function watch(listener: (who: Who) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The organisation the person acts for: the chosen post, else their first post, else their own branch. */
export function actingFor(): { orgId: string; orgName: string } | null {
  const person = me()
  if (person === null) return null
  const chosen: unknown = wx.getStorageSync(POST)
  const places = [...person.posts, person.affiliation, ...person.attachments]
  const place = places.find(({ orgId }) => orgId === chosen) ?? places[0]
  return place === undefined ? null : { orgId: place.orgId, orgName: place.orgName }
}

export function actFor(orgId: string): void {
  wx.setStorageSync(POST, orgId)
}

function become(next: Who): void {
  const before = JSON.stringify(who())
  current = next
  if (JSON.stringify(next) === before) return
  if (next.state !== 'joined') {
    cache.clear()
    wx.removeStorageSync(POST)
  }
  wx.setStorageSync(KEY, next)
  for (const listener of listeners) listener(next)
}

function stored(): Who {
  const kept: unknown = wx.getStorageSync(KEY)
  const known = typeof kept === 'object' && kept !== null && 'state' in kept
  return known ? (kept as Who) : { state: 'unknown' }
}
