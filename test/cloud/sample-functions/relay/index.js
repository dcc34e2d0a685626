// Calls another function and tells how that went.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

exports.main = async ({ name, data = {} }) => {
  try {
    const { result } = await cloud.callFunction({ name, data })
    return { result }
  } catch (error) {
    return { errCode: error.errCode, errMsg: error.errMsg }
  }
}
