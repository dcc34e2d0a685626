import { decode as bytesOf, encode as hexOf } from '@stablelib/hex'
import { hmac } from '@stablelib/hmac'
import { SHA256 } from '@stablelib/sha256'
import { encode as utf8 } from '@stablelib/utf8'
import type { Turn } from '../../../typings/meeting-room'

/**
 * The rotating check-in code: made on the host's phone, checked by the server, the same code on both sides. A step is
 * fifteen seconds of meeting time; a code is a keyed hash (HMAC-SHA-256, RFC 2104) of meeting and step, so it says
 * nothing about the next one. A code shows that its bearer saw it within its window, not who they are or where.
 */
export const STEP_MS = 15_000
/** A code is accepted one step before and after its own, for the time it takes to scan and to arrive. */
const SLACK_STEPS = 1

export interface ScannedCode {
  meetingId: string
  step: number
  mac: string
}

export type CodeVerdict = 'good' | 'codeWrong' | 'codeStale' | 'codeEarly'

export function stepAt(time: number): number {
  return Math.floor(time / STEP_MS)
}

/** Milliseconds until the next code. */
export function untilNextStep(time: number): number {
  return STEP_MS - (time % STEP_MS)
}

/** The text of the host's QR code. */
export function fullCode(secret: string, meetingId: string, step: number): string {
  return `BO1.${meetingId}.${step.toString(36)}.${macOf(secret, meetingId, step)}`
}

/** The six digits beneath it, truncated as in RFC 4226 section 5.3. */
export function typedCode(secret: string, meetingId: string, step: number): string {
  const hash = hashOf(secret, `typed|${meetingId}|${step}`)
  const offset = (hash[hash.length - 1] ?? 0) & 0xf
  const word = hash.slice(offset, offset + 4)
  const [a = 0, b = 0, c = 0, d = 0] = word
  const value = ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d
  return String(value % 1_000_000).padStart(6, '0')
}

/** What a camera read; `null` when it is not one of our codes. */
export function readCode(text: string): ScannedCode | null {
  const found = /^BO1\.([\w-]{1,64})\.([0-9a-z]{1,9})\.([0-9a-f]{32})$/.exec(text)
  if (found === null) return null
  const [, meetingId = '', step = '', mac = ''] = found
  return { meetingId, step: Number.parseInt(step, 36), mac }
}

/** Judges a scanned code at an instant of server time. */
export function judgeCode(turns: readonly Turn[], code: ScannedCode, now: number): CodeVerdict {
  if (!isGenuine(turns, code)) return 'codeWrong'
  const late = stepAt(now) - code.step
  if (late > SLACK_STEPS) return 'codeStale'
  if (late < -SLACK_STEPS) return 'codeEarly'
  return isShown(turns, code) ? 'good' : 'codeStale'
}

/** Judges six typed digits: good when some host's phone showed them within the window. */
export function judgeTyped(
  turns: readonly Turn[],
  meetingId: string,
  digits: string,
  now: number,
): 'good' | 'codeWrong' {
  const current = stepAt(now)
  for (let step = current - SLACK_STEPS; step <= current + SLACK_STEPS; step += 1) {
    for (const turn of turns) {
      if (covers(turn, step) && typedCode(turn.secret, meetingId, step) === digits) return 'good'
    }
  }
  return 'codeWrong'
}

/** Whether a code was made from a secret of this meeting, whenever that was. */
export function isGenuine(turns: readonly Turn[], code: ScannedCode): boolean {
  return turns.some(({ secret }) => macOf(secret, code.meetingId, code.step) === code.mac)
}

/** Whether the phone that made the code was the host's then. What it shows after another took over does not count. */
export function isShown(turns: readonly Turn[], code: ScannedCode): boolean {
  return turns.some(
    (turn) => covers(turn, code.step) && macOf(turn.secret, code.meetingId, code.step) === code.mac,
  )
}

/** The member's own code, which the host scans: it names the person and proves nothing, as when marked by hand. */
export function memberCode(memberId: string): string {
  return `BM1.${memberId}`
}

/** Whose code the host scanned; `null` when it is no member's. */
export function readMemberCode(text: string): string | null {
  return /^BM1\.([\w-]{1,64})$/.exec(text)?.[1] ?? null
}

/** A step belongs to a turn when they overlap, give or take one step for the phones' clocks. */
function covers(turn: Turn, step: number): boolean {
  const first = stepAt(turn.from) - SLACK_STEPS
  const last = turn.until === null ? Number.POSITIVE_INFINITY : stepAt(turn.until) + SLACK_STEPS
  return step >= first && step <= last
}

function macOf(secret: string, meetingId: string, step: number): string {
  return hexOf(hashOf(secret, `full|${meetingId}|${step}`).slice(0, 16), true)
}

function hashOf(secret: string, text: string): Uint8Array {
  return hmac(SHA256, bytesOf(secret), utf8(text))
}
