import { readCode } from '../../../../cloudfunctions/rules/meeting/code'
import type { MeetingView, PlaceHint, Receipt } from '../../../../typings/meeting'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'
import * as outbox from '../../../services/outbox'
import { lookAway } from './meeting-clock'
import { receiptWords } from './meeting-words'
import { placeHint } from './place'

/** What the outbox knows a person's own check-in by. */
export function proofSubject(meetingId: string): string {
  return `proof:${meetingId}`
}

/** In the room or on line, and how near. */
export interface Whereabouts {
  remote: boolean
  placeHint: PlaceHint | null
}

export interface Attempt extends Whereabouts {
  meetingId: string
}

/**
 * Asks where somebody attends, which a check-in says: where a meeting is held both ways, each person says which.
 * @param meeting `undefined` to somebody who is not on its list and scans all the same
 * @returns `null` when they closed the question
 */
export async function whereabouts(
  meeting: Pick<MeetingView, 'mode' | 'fence'> | undefined,
): Promise<Whereabouts | null> {
  const remote = meeting?.mode === 'both' ? await asksRemote() : meeting?.mode === 'online'
  if (remote === null) return null
  return { remote, placeHint: await placeHint(remote ? null : (meeting?.fence ?? null)) }
}

async function asksRemote(): Promise<boolean | null> {
  const itemList = ['我在现场', '我在线上参加']
  const chosen = await wx.showActionSheet({ itemList }).catch(() => null)
  return chosen === null ? null : chosen.tapIndex === 1
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

/** A receipt older than the call by so much was there before; the clocks may differ a little. */
const AGO_MS = 5000

/** Who was in already hears since when; empty to anybody else. @param sentAt meeting time of the check-in, milliseconds */
export function saysAgain(receipt: Receipt | null, sentAt: number): string {
  if (receipt?.state !== 'present' || Date.parse(receipt.at) >= sentAt - AGO_MS) return ''
  return `您早已签到，不用再签：${receiptWords(receipt, new Date())}`
}
