import { readCode, stepAt } from '../../../cloudfunctions/rules/meeting/code'
import type { HostView, MeetingPlan } from '../../../typings/meeting'
import { openAs, type Phone } from '../fixture'
import { PATIENCE } from '../fixture/sight'
import type { DemoPerson, StagedCompany } from '../people/company'
import { does } from '../study/bank'

/** A branch in a tunnel, with a secretary and two more officers who have joined. */
export const BRANCH = 'org-east-2'

/** The text of the code a host's phone shows at this moment. */
export async function codeOn(host: Phone): Promise<string> {
  const page = await host.page()
  const code = await page.$('live-code')
  if (!code) throw new Error('the phone shows no code')
  return String(await (code as unknown as { data(path: string): Promise<unknown> }).data('text'))
}

let planned = 0

/** A general meeting of the branch, planned and announced by its secretary. */
export async function plan(
  { stage, holder }: StagedCompany,
  changes: Partial<MeetingPlan> = {},
  orgId = BRANCH,
): Promise<string> {
  const { openid } = holder('secretary', orgId)
  const { templates } = await does(stage, openid, 'meeting.start', { orgId })
  const general = templates.find(({ kind }) => kind === (changes.kind ?? 'generalMeeting'))
  if (general === undefined) throw new Error('no template of that kind')
  planned += 1
  const meetingId = `live-meeting-${planned}`
  const whole = { ...general.plan, ...changes }
  await does(stage, openid, 'meeting.plan', { meetingId, orgId, plan: whole, announce: true })
  return meetingId
}

export function page(name: 'open' | 'host' | 'votes', meetingId: string, more = ''): string {
  return `packages/meeting/pages/${name}/${name}?id=${meetingId}${more}`
}

/** The secretary's phone with the meeting going on. */
export async function hostOf(company: StagedCompany, meetingId: string): Promise<Phone> {
  const secretary = company.holder('secretary', BRANCH)
  const host = await openAs(secretary, page('host', meetingId, '&open=1'))
  await host.see(/秒后更换/)
  return host
}

/** What the server has of a meeting. */
function room(company: StagedCompany, meetingId: string): Promise<HostView> {
  const { openid } = company.holder('secretary', BRANCH)
  const input = { meetingId, deviceId: 'some-other-phone' }
  return does(company.stage, openid, 'meeting.host', input)
}

/** Names of who is in a state, sorted. */
export async function namesIn(
  company: StagedCompany,
  meetingId: string,
  state = 'present',
): Promise<string[]> {
  const { rows } = await room(company, meetingId)
  return rows
    .filter((row) => row.state === state)
    .map(({ name }) => name)
    .sort()
}

/** How many steps of fifteen seconds the code on a phone is away from server time. */
export async function stepsOff({ stage }: StagedCompany, host: Phone): Promise<number> {
  const code = readCode(await codeOn(host))
  return (code?.step ?? 0) - stepAt(stage.cloud.clock.now())
}

/** Waits until a phone shows a code of server time, to a step: it draws the code anew twice a second. */
export async function seeInStep(company: StagedCompany, host: Phone): Promise<void> {
  const end = Date.now() + PATIENCE
  const isOff = async () => Math.abs(await stepsOff(company, host)) > 1
  while (await isOff()) if (Date.now() > end) throw new Error('the code is not of server time')
}

/** Checks people in on their own phones with the code of this moment, so that there are enough of them. */
export async function checkIn(
  { stage }: StagedCompany,
  people: readonly DemoPerson[],
  code: string,
): Promise<void> {
  const input = { meetingId: null, code, remote: false, placeHint: null }
  for (const { openid } of people) await does(stage, openid, 'meeting.checkIn', input)
}
