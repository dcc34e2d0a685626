import type { Turn } from '../../../typings/meeting-room'
import { isGenuine, isShown, type ScannedCode, STEP_MS } from './code'

/**
 * A proof is a code that a phone without network scanned and sends later. It shows only that its sender had the code;
 * one relayed live cannot be told from one scanned in the room, so a proof arrives as 待核实 and the host decides.
 */
export const PROOF_HOURS = 72
/** The claimed moment may lie so far outside the meeting, and so far from the moment its code was shown [P]. */
const EDGE_MS = 2 * 60_000
const HOUR_MS = 3_600_000
/** A meeting nobody ended takes no more check-ins after so long [P]. */
export const LONGEST_MS = 12 * HOUR_MS

export interface Span {
  /** Milliseconds since the epoch. */
  openedAt: number
  /** `null` while it goes on. */
  endedAt: number | null
}

export interface Proof {
  code: ScannedCode
  /** By the sender's clock, milliseconds since the epoch: when it scanned, and when it sent this. */
  scannedAt: number
  sentAt: number
}

export type ProofVerdict =
  | { verdict: 'codeWrong' | 'codeStale' | 'proofOutside' | 'proofTooLate' | 'proofFuture' }
  | {
      verdict: 'good'
      /** The moment it claims, in server time. */
      at: number
      /** How far the sender's clock is ahead of the server's, seconds. */
      clockAhead: number
    }

/** Whether a meeting is over at an instant, ended or not. */
export function isOver({ openedAt, endedAt }: Span, now: number): boolean {
  return now > (endedAt ?? openedAt + LONGEST_MS)
}

/**
 * Judges a proof that arrived now. The offset of the sender's clock is measured at the upload: the phone that scanned
 * is the phone that sends. A code scanned long after it was shown was photographed: `codeStale`, as on line. Who sets
 * their clock back before they scan, and forward before they send, is not found out by this; the host decides.
 */
export function judgeProof(
  turns: readonly Turn[],
  span: Span,
  { code, scannedAt, sentAt }: Proof,
  now: number,
): ProofVerdict {
  if (!isGenuine(turns, code)) return { verdict: 'codeWrong' }
  const ahead = sentAt - now
  const claimed = scannedAt - ahead
  const shown = code.step * STEP_MS
  if (claimed > now + EDGE_MS || shown > now + 2 * STEP_MS) return { verdict: 'proofFuture' }
  if (now - Math.min(claimed, shown) > PROOF_HOURS * HOUR_MS) return { verdict: 'proofTooLate' }
  const first = span.openedAt - EDGE_MS
  const last = Math.min(span.endedAt ?? now, span.openedAt + LONGEST_MS) + EDGE_MS
  const isInside = (time: number) => time >= first && time <= last
  if (!isInside(claimed) || !isInside(shown + STEP_MS / 2) || !isShown(turns, code))
    return { verdict: 'proofOutside' }
  if (Math.abs(claimed - (shown + STEP_MS / 2)) > EDGE_MS) return { verdict: 'codeStale' }
  return { verdict: 'good', at: Math.min(claimed, now), clockAhead: Math.round(ahead / 1000) }
}
