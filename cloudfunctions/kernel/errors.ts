import type { ErrorCode, Failure } from '../../typings/errors'

/**
 * Every error's sentence for the person who sees it, and whether the same call may succeed later by itself.
 * `{name}` is filled from the failure's detail.
 */
const SENTENCES: Record<ErrorCode, { message: string; retry: boolean }> = {
  notJoined: { message: '您还没有加入支部，请先完成身份确认。', retry: false },
  left: {
    message: '您的组织关系已转出或已停用，不能再使用。如有疑问请联系原支部书记。',
    retry: false,
  },
  consentNeeded: { message: '请先阅读并同意隐私说明。', retry: false },
  forbidden: { message: '您没有这项操作的权限。', retry: false },
  badInput: { message: '填写的内容有误，请检查后再试。', retry: false },
  unknownAction: { message: '当前版本过旧，请关闭小程序后重新打开。', retry: false },
  idReused: { message: '这次操作与之前的不一致，请返回后重新填写。', retry: false },
  notFound: { message: '没有找到这条内容，可能已被删除。', retry: false },
  changedMeanwhile: { message: '内容刚刚被别人修改过，请刷新后再试。', retry: false },
  tooMany: { message: '一次最多 {limit} 项，请减少后再试。', retry: false },
  contentRefused: { message: '内容未通过微信内容安全检查，请修改后再试。', retry: false },
  noMatch: { message: '没有找到与此手机号对应的党员，请使用邀请码或请书记核对。', retry: false },
  alreadyJoined: { message: '已经有微信绑定了这位党员，请联系支部书记处理。', retry: false },
  codeInvalid: { message: '邀请码不正确或已被使用，请核对后再试。', retry: false },
  codeExpired: { message: '邀请已过期，请书记重新发送。', retry: false },
  nameMismatch: { message: '姓名与邀请不一致，请核对后再试。', retry: false },
  tooManyTries: { message: '尝试次数过多，请 {minutes} 分钟后再试。', retry: true },
  withdrawn: { message: '这条通知已撤回。', retry: false },
  expired: { message: '已过有效期。', retry: false },
  deadlinePassed: { message: '已过截止时间。', retry: false },
  notAsked: { message: '这条通知没有发给您。', retry: false },
  coolingDown: { message: '刚刚提醒过，请 {minutes} 分钟后再试。', retry: true },
  ruleBroken: { message: '{reason}。', retry: false },
  fileUnreadable: { message: '{reason}', retry: false },
  busy: { message: '正在处理中，请稍候。', retry: true },
  checkUnreachable: { message: '内容检查服务暂时不可用，草稿已保留，请稍后再发布。', retry: true },
  internal: { message: '系统出了点问题，请稍后再试。', retry: true },
}

/** An answer that is an error by design. Thrown inside an action, turned into a `Failure` by `serve`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: ErrorCode,
    readonly detail?: Record<string, string | number>,
  ) {
    super(code)
  }
}

/** The failure as it travels to the phone. */
export function failure(
  code: ErrorCode,
  detail?: Record<string, string | number>,
  incident?: string,
): Failure {
  const { message, retry } = SENTENCES[code]
  const filled = message.replace(/\{(\w+)\}/g, (_, name: string) => String(detail?.[name] ?? ''))
  return {
    code,
    message: filled,
    retry,
    ...(detail === undefined ? {} : { detail }),
    ...(incident === undefined ? {} : { incident }),
  }
}
