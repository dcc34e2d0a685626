import type { MeetingCard, MeetingPlan } from '../../../../typings/meeting'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'

/** Sends a plan, and with it the notice to everybody it expects. */

/** A new meeting under the id its page made for it. */
export interface NewPlan {
  meetingId: string
  orgId: string
  plan: MeetingPlan
}

/**
 * Plans a meeting. One that arrived before, without an answer, and of which something was changed since, is changed on
 * the server: the person has one meeting, as it is written now.
 * @param toOpen it is held at once: what arrived before keeps its moment, so that nobody is told of another one
 * @returns what a chat shows of it
 * @throws CallError
 */
export async function sendNew(
  { meetingId, orgId, plan }: NewPlan,
  { toOpen = false } = {},
): Promise<MeetingCard | null> {
  try {
    const { card } = await call('meeting.plan', { meetingId, orgId, plan, announce: true })
    return card
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'idReused') throw error
    return sendOver(meetingId, plan, toOpen)
  }
}

/** Changes a meeting that was planned. @param seenVersion the plan that was changed @throws CallError */
export async function sendChange(
  meetingId: string,
  seenVersion: number,
  plan: MeetingPlan,
): Promise<MeetingCard | null> {
  const input = { meetingId, seenVersion, plan, announce: true }
  const { card } = await call('meeting.edit', input)
  return card
}

async function sendOver(
  meetingId: string,
  written: MeetingPlan,
  keepsMoment: boolean,
): Promise<MeetingCard | null> {
  const { meeting, plan: before, card } = await call('meeting.view', { meetingId })
  const plan = keepsMoment ? { ...written, startsAt: meeting.startsAt } : written
  // It goes on already, or an earlier try of this brought it: there is nothing left to send.
  if (meeting.state === 'open' || (before !== null && isSamePlan(before, plan))) return card
  return sendChange(meetingId, meeting.version, plan)
}

function isSamePlan(a: MeetingPlan, b: MeetingPlan): boolean {
  const fields = Object.keys(a) as (keyof MeetingPlan)[]
  return fields.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]))
}
