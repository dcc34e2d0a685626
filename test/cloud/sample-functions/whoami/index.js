// Tells the caller who they are to the platform.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

exports.main = async (event, context) => {
  const { OPENID, APPID, UNIONID, ENV, SOURCE } = cloud.getWXContext()
  return { OPENID, APPID, UNIONID, ENV, SOURCE, event, requestId: context.request_id }
}
