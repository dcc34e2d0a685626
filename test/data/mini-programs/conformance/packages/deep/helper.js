module.exports = { text: '分包' }
