const { greet } = require('./services/greet')
App({ globalData: { greeting: greet('app') } })
