// Puts a text into cloud storage, hands out a link to it, reads it and takes it away again.
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

exports.main = async ({ action, path, text, fileID }) => {
  switch (action) {
    case 'upload':
      return cloud.uploadFile({ cloudPath: path, fileContent: Buffer.from(text) })
    case 'download': {
      const { fileContent } = await cloud.downloadFile({ fileID })
      return { text: fileContent.toString('utf8') }
    }
    case 'link': {
      const { fileList } = await cloud.getTempFileURL({ fileList: [{ fileID, maxAge: 60 }] })
      return fileList[0]
    }
    case 'delete': {
      const { fileList } = await cloud.deleteFile({ fileList: [fileID] })
      return fileList[0]
    }
    default:
      throw new Error(`no action ${action}`)
  }
}
