const { greet } = require('../../services/greet.js')
Page({ data: { text: greet('home') } })
