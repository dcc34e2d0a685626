// Writes into the app's log; loaded by pages, so the app is there.
exports.note = (line) => getApp().globalData.log.push(line)
