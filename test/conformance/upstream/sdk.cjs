// Stands in for the suite's own `src/index`: the SDK under test.
const sdk = require(process.env.CONFORMANCE_SDK)
module.exports = { ...sdk, default: sdk.default ?? sdk }
