import { readCode } from '../../../../cloudfunctions/rules/meeting/code'
import type { PlaceHint, Receipt } from '../../../../typings/meeting'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'
import * as outbox from '../../../services/outbox'
import { lookAway } from './meeting-clock'

/** What the outbox knows a person's own check-in by. */
export function proofSubject(meetingId: string): string {
  return `proof:${meetingId}`
}

export interface Attempt {
  meetingId: string
  remote: boolean
  placeHint: PlaceHint | null
}

/**
 * The code the camera reads, from nowhere but the camera; `null` when the person closed it.
 * @throws CallError there is no camera to be had: a computer, or one that may not be used
 */
export async function scan(): Promise<string | null> {
  const lookAgain = lookAway()
  try {
    const { result } = await wx.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] })
    return result
  } catch (error) {
    if (/cancel/.test(String((error as { errMsg?: unknown }).errMsg))) return null
    throw new CallError('codeUnreadable', '这台设备现在扫不了码。', false)
  } finally {
    lookAgain()
  }
}

/**
 * Checks in with a scanned code. Without an answer the code goes into the outbox and arrives as 待核实.
 * @returns the receipt, or `null` when it waits
 * @throws CallError the server's refusal
 */
export async function checkIn(code: string, attempt: Attempt): Promise<Receipt | null> {
  if (readCode(code) === null)
    throw new CallError('codeUnreadable', '这不是签到码，请扫主持人手机上的码。', false)
  try {
    return await call('meeting.checkIn', { ...attempt, code })
  } catch (error) {
    if (!(error instanceof CallError) || !error.unanswered) throw error
    const at = new Date().toISOString()
    const { meetingId } = attempt
    const proof = { ...attempt, code, scannedAt: at, sentAt: at }
    await outbox.put('meeting.uploadProof', proof, proofSubject(meetingId))
    return null
  }
}
