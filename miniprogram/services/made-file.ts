/**
 * Writes a document the server made into a file and opens it, from where it is saved or sent on. The name is what
 * people see; what no file can be called becomes a space. Answers its path. @throws what WeChat says when it cannot
 */
export async function openMade({
  name,
  base64,
}: {
  name: string
  base64: string
}): Promise<string> {
  const fileType = /\.(docx|xlsx)$/.exec(name)?.[1] as 'docx' | 'xlsx' | undefined
  const filePath = `${wx.env.USER_DATA_PATH}/${name.replace(/[\\/:*?"<>|\n]/g, ' ')}`
  await new Promise<void>((resolve, reject) => {
    wx.getFileSystemManager().writeFile({
      filePath,
      data: base64,
      encoding: 'base64',
      success: () => resolve(),
      fail: reject,
    })
  })
  await wx.openDocument({
    filePath,
    showMenu: true,
    ...(fileType === undefined ? {} : { fileType }),
  })
  return filePath
}
