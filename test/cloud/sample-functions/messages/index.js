// Sends a subscribed message, and makes a mini-program code and keeps it in cloud storage.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

const actions = {
  async remind({ templateId, title }) {
    const { OPENID } = cloud.getWXContext()
    const { errCode, errMsg } = await cloud.openapi.subscribeMessage.send({
      touser: OPENID,
      templateId,
      page: 'pages/today/today',
      data: { thing1: { value: title } },
    })
    return { errCode, errMsg }
  },

  async code({ scene }) {
    const { buffer, contentType } = await cloud.openapi.wxacode.getUnlimited({
      scene,
      page: 'pages/today/today',
      checkPath: false,
    })
    const { fileID } = await cloud.uploadFile({
      cloudPath: `codes/${scene}.png`,
      fileContent: buffer,
    })
    return { fileID, contentType, bytes: buffer.length }
  },
}

exports.main = async (event) => {
  try {
    return await actions[event.action](event)
  } catch (error) {
    return { errCode: error.errCode, errMsg: error.errMsg }
  }
}
