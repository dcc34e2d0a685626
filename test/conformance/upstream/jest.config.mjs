// Runs the suite that Tencent ships in @cloudbase/node-sdk@2.10.0, where it lies and as it is.
// Which SDK it runs against, and where the environment is, comes from environment variables that
// `../upstream.test.ts` sets; the time zone, too, because the suite expects Beijing time.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

const require = createRequire(import.meta.url)
const here = import.meta.dirname
const suite = dirname(require.resolve('upstream-suite/package.json'))
const sdk = process.env.CONFORMANCE_SDK
const database = dirname(require.resolve('@cloudbase/database/package.json', { paths: [sdk] }))

/** @type {import('jest').Config} */
export default {
  rootDir: suite,
  roots: [`${suite}/test/database`],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [],
  haste: { retainAllFiles: true },
  testEnvironment: 'node',
  testTimeout: 60_000,
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        // The suite was compiled without interop: `import * as assert` is the function itself.
        module: { type: 'commonjs', noInterop: true },
      },
    ],
  },
  transformIgnorePatterns: ['\\.js$'],
  setupFilesAfterEnv: [`${here}/setup.cjs`],
  moduleNameMapper: {
    '^(\\.\\./)+src/index$': `${here}/sdk.cjs`,
    '^power-assert$': `${here}/assert.cjs`,
    '^@cloudbase/database/(.*)$': `${database}/$1`,
  },
}
