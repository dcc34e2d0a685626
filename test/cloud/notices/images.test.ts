import tcb from '@cloudbase/node-sdk'
import { createDatabase } from '../../../cloudfunctions/kernel/db'
import { type ImageOwner, recordChecks } from '../../../cloudfunctions/kernel/media'
import type { WeChat } from '../../../cloudfunctions/kernel/wechat'
import { parsePlan } from '../../../local/cloud/faults/plan'
import type { AuditEntry } from '../../../typings/audit'
import type { NoticeFile } from '../../../typings/notice'
import { withCompany } from '../company'
import { draftOf, freshId, toOrganisations } from './draft'
import { type Person, peopleOf } from './people'

/** Images are shown only after WeChat has looked at them. */

const company = withCompany()
const BRANCH = 'org-east-3'
const TEMPLATE = 'demo-reminder'
/** Longer than WeChat takes here. */
const LOOKED_AT = 10_000
/** The smallest PNG there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let secretary: Person
let reader: Person
beforeAll(() => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  reader = find.plain(BRANCH)
  company.cloud.wechat.setPushFunction('wxa_media_check', 'push')
})
afterEach(() => {
  company.cloud.faults.clear()
  company.cloud.wechat.setVerdict({ text: 'pass', media: 'pass', words: {} })
})

async function upload(name: string): Promise<NoticeFile> {
  const path = `notice-files/${freshId('file')}-${encodeURIComponent(name)}`
  const answer = await fetch(`${company.cloud.url}/_local/upload?path=${path}`, {
    method: 'POST',
    headers: { 'x-wx-openid': secretary.openid },
    body: new Uint8Array(PNG),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  const { fileID } = (await answer.json()) as { fileID: string }
  return { fileId: fileID, name, size: PNG.length, kind: 'image' }
}

async function publishWith(files: NoticeFile[]) {
  const noticeId = freshId()
  const notice = draftOf(company, { audience: toOrganisations([BRANCH]), files })
  const input = { noticeId, orgId: BRANCH, notice, filesConfirmed: true }
  return { noticeId, input, outcome: await secretary.tries('notice.publish', input) }
}

const answers = () => company.cloud.wechat.outbox.list({ kind: 'push.wxa_media_check' })

/** WeChat has looked at what it was handed, and the function has heard of it. */
async function weChatLooks(images = 1) {
  const before = answers().length
  company.cloud.clock.advance(LOOKED_AT)
  while (answers().length < before + images) await reader.does('member.session', {})
}

const filesFor = async (by: Person, noticeId: string) =>
  (await by.does('notice.open', { noticeId })).notice.files

it('hides an image until it passed, documents not', async () => {
  const image = await upload('现场.png')
  const document: NoticeFile = {
    fileId: 'cloud://local/notice-files/plan.pdf',
    name: '方案.pdf',
    size: 1000,
    kind: 'pdf',
  }
  const { noticeId, outcome } = await publishWith([image, document])
  expect(outcome).toBe('done')
  expect(await filesFor(reader, noticeId)).toEqual([document])
  expect(await filesFor(secretary, noticeId)).toEqual([{ ...image, check: 'pending' }, document])
  await weChatLooks()
  for (const by of [reader, secretary])
    expect(await filesFor(by, noticeId)).toEqual([image, document])
})

it.each(['risky', 'review'] as const)(
  'removes an image that is %s, tells the author, and logs it',
  async (media) => {
    company.cloud.wechat.setVerdict({ media })
    company.cloud.wechat.acceptSubscription(secretary.openid, [TEMPLATE])
    const results = [{ templateId: TEMPLATE, result: 'accept' as const }]
    await secretary.does('notice.bankQuota', { results, clientId: freshId('tap') })
    const image = await upload('违规.png')
    const { noticeId } = await publishWith([image])
    await weChatLooks()
    expect(await filesFor(reader, noticeId)).toEqual([])
    expect(await filesFor(secretary, noticeId)).toEqual([{ ...image, check: 'refused' }])
    const sent = company.cloud.wechat.outbox.list({
      kind: 'subscribeMessage.send',
      openid: secretary.openid,
    })
    expect(JSON.stringify(sent.at(-1)?.request)).toContain('图片未通过检查，已移除')
    const log = await company.documents<AuditEntry>('audit')
    expect(
      log.filter(({ action, subjectId }) => action === 'media.refused' && subjectId === noticeId),
    ).toHaveLength(1)
    // The file itself is gone: the same one cannot be published again.
    expect((await publishWith([image])).outcome).toBe('badInput')
  },
)

it('publishes nothing when WeChat cannot be asked, and keeps one check per image on a repeat', async () => {
  const image = await upload('合影.png')
  company.cloud.faults.add([parsePlan({ kind: 'error', action: 'wx.*', times: 'always' })], 1)
  const failed = await publishWith([image])
  expect(failed.outcome).toBe('checkUnreachable')
  expect(await company.find('notices', failed.noticeId)).toBeUndefined()
  company.cloud.faults.clear()
  expect(await secretary.tries('notice.publish', failed.input)).toBe('done')
  await weChatLooks()
  // The phone did not hear the first answer: a repeat hides nothing that was shown.
  expect(await secretary.tries('notice.publish', failed.input)).toBe('done')
  expect(await filesFor(reader, failed.noticeId)).toEqual([image])
})

it('a client that plays WeChat gets nothing and shows nothing', async () => {
  const { noticeId } = await publishWith([await upload('待查.png')])
  const [check] = (
    await company.documents<{ _id: string; owner: { id: string } }>('mediaChecks')
  ).filter(({ owner }) => owner.id === noticeId)
  const event = {
    MsgType: 'event',
    Event: 'wxa_media_check',
    trace_id: check?._id,
    errcode: 0,
    result: { suggest: 'pass' },
  }
  expect(await company.send('push', event, reader.openid)).toBeNull()
  expect(await filesFor(reader, noticeId)).toEqual([])
})

/** WeChat says something about an image, as it says it to the function. */
async function weChatSays(traceId: string, suggest: 'pass' | 'risky') {
  const event = {
    MsgType: 'event',
    Event: 'wxa_media_check',
    trace_id: traceId,
    errcode: 0,
    result: { suggest },
  }
  const answer = await company.cloud.invoke('push', event, {})
  expect(answer).toMatchObject({ result: 'success' })
}

const checksOf = async (noticeId: string) =>
  (
    await company.documents<{ _id: string; owner: { id: string; fileName: string } }>('mediaChecks')
  ).filter(({ owner }) => owner?.id === noticeId)

it('the first answer stands: one that comes twice, late, or for another image changes nothing of it', async () => {
  const [good, bad] = [await upload('好.png'), await upload('坏.png')]
  const { noticeId } = await publishWith([good, bad])
  const checks = await checksOf(noticeId)
  const traceOf = (name: string) => String(checks.find(({ owner }) => owner.fileName === name)?._id)
  await weChatSays(traceOf('坏.png'), 'risky')
  expect(await filesFor(secretary, noticeId)).toEqual([
    { ...good, check: 'pending' },
    { ...bad, check: 'refused' },
  ])
  await weChatSays(traceOf('坏.png'), 'pass')
  await weChatSays(traceOf('好.png'), 'pass')
  await weChatSays(traceOf('好.png'), 'risky')
  await weChatSays('nobody-s-trace', 'pass')
  // WeChat’s own answers come later than all of these.
  await weChatLooks(2)
  expect(await filesFor(reader, noticeId)).toEqual([good])
  expect(await filesFor(secretary, noticeId)).toEqual([good, { ...bad, check: 'refused' }])
})

it('an answer that is faster than our own record is settled whole: shown, or removed and logged', async () => {
  Object.assign(process.env, company.cloud.environment)
  const app = tcb.init({ env: company.cloud.env, secretId: 'local-id', secretKey: 'local-key' })
  const db = createDatabase(app.database(), 'node')
  const removed: string[] = []
  const deleteFiles = async (ids: readonly string[]) => void removed.push(...ids)
  const tools = { db, wechat: { deleteFiles } as unknown as WeChat, now: new Date() }
  const [good, bad] = [await upload('快.png'), await upload('快而坏.png')]
  const { noticeId } = await publishWith([good, bad])
  const started = (await checksOf(noticeId)).map(({ owner }) => ({
    traceId: freshId('trace'),
    owner: { ...owner, authorId: 'nobody' } as ImageOwner,
  }))
  for (const { traceId, owner } of started)
    await weChatSays(traceId, owner.fileName === '快.png' ? 'pass' : 'risky')
  await recordChecks(tools, started)
  expect(await filesFor(reader, noticeId)).toEqual([good])
  expect(removed).toEqual([bad.fileId])
  const log = await company.documents<AuditEntry>('audit')
  expect(
    log.filter(({ action, subjectId }) => action === 'media.refused' && subjectId === noticeId),
  ).toHaveLength(1)
})
