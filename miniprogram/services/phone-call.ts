import { call } from './cloud'

/**
 * Calls somebody of the branch. The number is shown once and the look is logged by the server.
 * Answers what to tell the person when there is nothing to call.
 * @throws CallError
 */
export async function callPerson(memberId: string): Promise<string | null> {
  const { phone } = await call('member.revealPhone', { memberId, why: 'call' })
  return dial(phone)
}

/** As `callPerson`, for any member of a branch: somebody who holds a post there. @throws CallError */
export async function callOfficer(orgId: string, memberId: string): Promise<string | null> {
  const { phone } = await call('member.callOfficer', { orgId, memberId })
  return dial(phone)
}

async function dial(phone: string | null): Promise<string | null> {
  if (phone === null) return '名册里没有这位同志的手机号。'
  await wx.makePhoneCall({ phoneNumber: phone }).catch((cause: { errMsg?: string }) => {
    if (!/cancel/.test(cause.errMsg ?? '')) throw cause
  })
  return null
}
