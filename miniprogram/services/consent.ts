/** The privacy text: what is stored, why, for how long, and what a person can do about it (PIPL art. 17, 29, 30). */

/** Rises with every change of meaning; people who agreed to an older one are asked again. */
export const CONSENT_VERSION = 1

export const CONSENT_POINTS: readonly { title: string; text: string }[] = [
  {
    title: '收集什么',
    text: '姓名、党组织、发展阶段、职务、手机号（由党组织名册提供），您的微信在本小程序中的标识，以及您对通知的阅读、确认和回复。',
  },
  {
    title: '用来做什么',
    text: '确认您是本支部的党员，把通知送到您手上，并让支部书记知道还有谁没有收到。不用于排名、积分或统计使用时长。',
  },
  {
    title: '谁能看到',
    text: '您的支部书记和上级党组织的工作人员；手机号平时隐去中间四位，每次查看都有记录。数据存放在中国境内的腾讯云。',
  },
  {
    title: '不收集什么',
    text: '不收集身份证号、家庭住址、人脸和行踪轨迹。',
  },
  {
    title: '保存多久',
    text: '通知回执保存一年，操作审计记录不少于六个月，名册由党组织依规保管。',
  },
  {
    title: '您可以',
    text: '随时在“我的－隐私与数据”中查看、导出、撤回同意或删除账号。',
  },
]
