// power-assert is Node's assert with drawings of the values.
module.exports = require('node:assert')
