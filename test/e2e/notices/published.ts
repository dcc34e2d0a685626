import type { ActionName, InputOf, OutputOf } from '../../../typings/contract'
import type { NoticeDraft } from '../../../typings/notice'
import type { StagedCompany } from '../people/company'

/** What people do whose phones a test does not watch. */
export async function does<Name extends ActionName>(
  { stage }: StagedCompany,
  openid: string,
  action: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const outcome = await stage.cloud.invoke(
    action.split('.')[0] ?? '',
    { action, input },
    { openid },
  )
  expect(outcome).toMatchObject({ result: { ok: true } })
  return (outcome as unknown as { result: { data: OutputOf<Name> } }).result.data
}

let count = 0

/** HQ publishes to everybody, asks for 收到, and sets no deadline. Answers the notice's id. */
export async function publishFromHq(
  company: StagedCompany,
  title: string,
  changes: Partial<NoticeDraft> = {},
): Promise<string> {
  count += 1
  const noticeId = `published-${count}`
  await does(company, company.holder('editor', 'org-hq').openid, 'notice.publish', {
    noticeId,
    orgId: 'org-hq',
    notice: {
      title,
      body: [{ kind: 'text', text: '请各支部按时落实。' }],
      files: [],
      audience: { orgIds: ['org-hq'], stages: [], roles: [], memberIds: [] },
      mode: 'confirm',
      deadline: null,
      publishAt: null,
      pinned: false,
      ...changes,
    },
    filesConfirmed: false,
  })
  return noticeId
}
