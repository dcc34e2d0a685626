const { greet } = require('../../../../services/greet'); Page({ data: { text: greet('one') } })
