#!/usr/bin/env node
// Stands where `cli` of WeChat DevTools stands: `automator.launch({ cliPath: '…/local/wechat/automator/cli.cjs' })`.
require('tsx/cjs/api').register()
require('./cli-main.ts')
