import type { ErrorCode, Failure } from '../../typings/errors'

/**
 * Every error's sentence for the person who sees it, and whether the same call may succeed later by itself.
 * `{name}` is filled from the failure's detail. To a wrong guess it says how many more there are (`left`).
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
  withdrawn: { message: '这项内容已撤回。', retry: false },
  expired: { message: '已过有效期。', retry: false },
  deadlinePassed: { message: '已过截止时间。', retry: false },
  notAsked: { message: '这项内容没有发给您。', retry: false },
  coolingDown: { message: '刚刚提醒过，请 {minutes} 分钟后再试。', retry: true },
  codeUnreadable: { message: '这不是会议签到码，请扫主持人手机上的二维码。', retry: false },
  wrongMeeting: { message: '这是另一场会议的签到码，请确认后再扫。', retry: false },
  codeWrong: { message: '签到码不正确，请看主持人手机上的最新签到码。', retry: false },
  codeStale: {
    message: '签到码已过期，截图或照片不能签到，请扫主持人手机上的最新二维码。',
    retry: false,
  },
  codeEarly: { message: '主持人手机上的签到码走快了，请稍等片刻再扫一次。', retry: true },
  proofOutside: { message: '离线扫码的时间不在会议期间，请联系主持人补登。', retry: false },
  proofTooLate: { message: '离线签到超过72小时没有上传，请联系主持人补登。', retry: false },
  proofFuture: { message: '离线签到的时间比现在还晚，不能采用，请联系主持人补登。', retry: false },
  meetingNotOpen: { message: '会议还没有开始，请等主持人开始会议后再试。', retry: true },
  meetingEnded: { message: '会议已经结束。如需补登，请联系主持人。', retry: false },
  meetingCancelled: { message: '这场会议已取消。', retry: false },
  alreadyOpen: { message: '会议已经开始，不能再修改安排。', retry: false },
  onSiteOnly: { message: '这场会议只能现场参加。', retry: false },
  notExpected: { message: '您不在这场会议的名单中。', retry: false },
  notChair: { message: '会议记录由主持人审定，请主持人本人操作。', retry: false },
  notRecorder: { message: '会议记录由记录人或本组织的委员整理。', retry: false },
  notTeller: { message: '只有本次表决的监票人、计票人可以填写和确认票数。', retry: false },
  ownLeave: { message: '不能批准自己的请假，请其他支部委员办理。', retry: false },
  alreadyDecided: { message: '这项表决已有结果，不能再改。', retry: false },
  notEnded: { message: '会议结束后才能整理记录。', retry: false },
  locked: { message: '会议记录已审定锁定，只能写更正说明。', retry: false },
  notLocked: { message: '会议记录还没有审定，请直接修改。', retry: false },
  notOpen: { message: '还没有到开始时间。', retry: false },
  attemptOpen: { message: '上一次作答还没有交卷，请先完成。', retry: false },
  noAttemptsLeft: { message: '作答次数已经用完。', retry: false },
  attemptOver: {
    message: '作答时间已过。按时保存的答案已自动交卷，之后的答案不计入成绩。',
    retry: false,
  },
  alreadySubmitted: { message: '这份答卷已经提交，不能再修改。', retry: false },
  notEnough: {
    message:
      '“{subject}”可用的{kind}只有{have}道，需要{need}道。正在其他测验中使用的题目不能重复选用。',
    retry: false,
  },
  notReleased: { message: '成绩和解析要等所有人考完后才公布。', retry: false },
  questionHeld: { message: '这道题正在另一次测验中使用，等那次测验结束后再答。', retry: false },
  ruleBroken: { message: '{reason}。', retry: false },
  fileUnreadable: { message: '{reason}', retry: false },
  busy: { message: '正在处理中，请稍候。', retry: true },
  checkUnreachable: {
    message: '内容检查服务暂时不可用，填写的内容已保留，请稍后再试。',
    retry: true,
  },
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
    message: filled + guessesLeft(detail?.left),
    retry,
    ...(detail === undefined ? {} : { detail }),
    ...(incident === undefined ? {} : { incident }),
  }
}

function guessesLeft(left: string | number | undefined): string {
  if (left === undefined) return ''
  return left === 0 ? '已经错了多次，请一小时后再试。' : `还可以再试 ${left} 次。`
}
