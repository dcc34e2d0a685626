// power-assert is Node's assert with drawings of the values; the one of its time, which took a missing
// second value for `undefined`. The suite relies on that in one place (`strictEqual(strictEqual(a, b))`).
const assert = require('node:assert')

module.exports = Object.assign((...given) => assert(...given), assert, {
  strictEqual: (actual, expected, message) => assert.strictEqual(actual, expected, message),
})
