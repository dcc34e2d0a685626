/**
 * Fills a running local cloud with the demo company: `tsx local/demo/seed.ts --cloud http://127.0.0.1:PORT`.
 * `--size full` makes the company of 8,000 organisations and 140,000 people. Prints as JSON the people the
 * preview offers under 我是谁.
 */
import { parseArgs } from 'node:util'
import { localDate } from '../../cloudfunctions/rules/calendar'
import type { OutputOf } from '../../typings/contract'
import { generateCompany } from './company'
import { documentsOf, openidOf, storedCompany } from './documents'
import { comingMeetings, HOLDERS } from './meetings/coming'
import { type DemoCompany, meetingsOfTheYear } from './meetings/year'
import { demoNotices } from './notices'
import { previewPeople } from './preview-people'
import { demoQuestions, demoQuizzes } from './study'

const HEADQUARTERS = 'org-hq'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cloud: { type: 'string' }, size: { type: 'string', default: 'demo' } },
  })
  if (values.cloud === undefined || (values.size !== 'demo' && values.size !== 'full')) {
    console.error('Usage: tsx local/demo/seed.ts --cloud http://127.0.0.1:PORT [--size demo|full]')
    process.exit(1)
  }

  const now = new Date()
  const today = localDate(now)
  const company = generateCompany({ size: values.size, today })
  const options = { today, everyNthNotJoined: 6, officersJoined: true }
  await fill(values.cloud, documentsOf(company, options))
  await pushTo(values.cloud, 'push')
  const people = previewPeople(company, openidOf)
  if (values.size === 'demo') {
    const stored = storedCompany(company, options)
    await fill(values.cloud, meetingsOfTheYear(stored, now))
    await publish(values.cloud, people[0]?.openid ?? '')
    await planMeetings(values.cloud, stored, now)
  }
  console.log(JSON.stringify(people))
}

async function fill(
  cloud: string,
  documents: Iterable<{ collection: string; document: object }>,
): Promise<void> {
  const lines = new Map<string, string[]>()
  for (const { collection, document } of documents) {
    const list = lines.get(collection) ?? []
    list.push(JSON.stringify(document))
    lines.set(collection, list)
  }
  for (const [collection, list] of lines) {
    const answer = await fetch(`${cloud}/_local/import?collection=${collection}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: list.join('\n'),
    })
    if (!answer.ok) throw new Error(`${collection}: ${answer.status} ${await answer.text()}`)
  }
}

/** Plans what is to come as the secretaries do, and asks for leave as a member does, through the same functions. */
async function planMeetings(cloud: string, { members }: DemoCompany, now: Date): Promise<void> {
  for (const orgId of HOLDERS) {
    const officer = members.find(
      ({ openid, posts }) =>
        openid !== undefined &&
        posts.some((post) => post.orgId === orgId && post.until === undefined),
    )?.openid
    if (officer === undefined) continue
    const start = await call(cloud, officer, 'meeting.start', { orgId })
    const meetings = comingMeetings(start as OutputOf<'meeting.start'>, now)
    for (const meeting of meetings)
      await call(cloud, officer, 'meeting.plan', { orgId, ...meeting, announce: true })
    const { openid } =
      members.findLast(
        ({ openid: wechat, affiliation, stage, posts }) =>
          wechat !== undefined &&
          affiliation.orgId === orgId &&
          stage === 'full' &&
          posts.length === 0,
      ) ?? {}
    const last = meetings.at(-1)
    if (openid === undefined || last === undefined) continue
    const leave = { meetingId: last.meetingId, reason: 'travel', text: '去业主单位开会' }
    await call(cloud, openid, 'meeting.askLeave', leave)
  }
}

/** As an account's owner sets in WeChat's console: what was found about images goes to this function. */
async function pushTo(cloud: string, functionName: string): Promise<void> {
  const answer = await fetch(`${cloud}/_local/wx/message-push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ wxa_media_check: functionName }),
  })
  if (!answer.ok) throw new Error(`message push: ${answer.status} ${await answer.text()}`)
}

/** Publishes as the headquarters' editor does, through the same functions. */
async function publish(cloud: string, editor: string): Promise<void> {
  const now = Date.now()
  const filesConfirmed = false
  for (const notice of demoNotices(now))
    await call(cloud, editor, 'notice.publish', { ...notice, filesConfirmed })
  for (const question of demoQuestions())
    await call(cloud, editor, 'question.add', { orgId: HEADQUARTERS, ...question })
  for (const quiz of demoQuizzes(now))
    await call(cloud, editor, 'study.publish', { orgId: HEADQUARTERS, ...quiz, filesConfirmed })
}

async function call(
  cloud: string,
  openid: string,
  action: string,
  input: object,
): Promise<unknown> {
  const answer = await fetch(`${cloud}/_local/functions/${action.split('.')[0]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wx-openid': openid },
    body: JSON.stringify({ action, input }),
  })
  const text = await answer.text()
  const { result } = JSON.parse(text) as { result?: { ok?: boolean; data?: unknown } }
  if (result?.ok !== true) throw new Error(`${action}: ${text}`)
  return result.data
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
