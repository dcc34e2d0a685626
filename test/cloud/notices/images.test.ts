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
