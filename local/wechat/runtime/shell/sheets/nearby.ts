import type { SeenCode } from '../../../phone/messages'

/**
 * Phones that run on the same server can see each other's screens, whatever window or browser they are open in:
 * one shows a code, another holds its camera in front of it.
 */

/** How long a camera waits for what it sees, in milliseconds; the server gives up on a phone before. */
const PATIENCE = 4_000

/** Between two looks of an open camera. */
const PAUSE = 500

/** Answers other phones with the codes on this one. */
export function showCodesToOthers(codes: () => string[]): void {
  window.__phoneLine.listen((message) => {
    if (message.type !== 'showCodes') return
    window.__phoneLine.send({ type: 'codes', id: message.id, codes: codes() })
  })
}

/** The codes on the other phones' screens, or on one of them, at this moment. */
function lookAtOthers(phoneId?: string): Promise<SeenCode[]> {
  const id = crypto.randomUUID()
  return new Promise((resolve) => {
    const done = (codes: SeenCode[]) => {
      clearTimeout(timer)
      stop()
      resolve(codes)
    }
    const timer = setTimeout(done, PATIENCE, [])
    const stop = window.__phoneLine.listen((message) => {
      if (message.type === 'seen' && message.id === id) done(message.codes)
    })
    window.__phoneLine.send({ type: 'look', id, ...(phoneId === undefined ? {} : { phoneId }) })
  })
}

/** Looks again and again while `open`, as a camera does: the code of a meeting changes every few seconds. */
export async function keepLooking(
  open: () => boolean,
  seen: (codes: SeenCode[]) => void,
  phoneId?: string,
): Promise<void> {
  while (open()) {
    const codes = await lookAtOthers(phoneId)
    if (open()) seen(codes)
    if (open()) await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

/** How long the camera is held in front of a phone that does not show its code yet, in milliseconds. */
const HELD = 60_000

/** The code on a phone's screen as soon as there is one; `undefined` when none came. */
export async function firstCodeOn(phoneId: string): Promise<{ code: string } | undefined> {
  const until = performance.now() + HELD
  let code: string | undefined
  await keepLooking(
    () => code === undefined && performance.now() < until,
    (codes) => {
      code = codes[0]?.text
    },
    phoneId,
  )
  return code === undefined ? undefined : { code }
}
