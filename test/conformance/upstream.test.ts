import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Cloud, startCloud } from '../../local/cloud/cloud'
import { expectedFailures } from './expected-failures'

/** The report that `jest --json` writes, as far as it is read here. */
interface Report {
  testResults: {
    name: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

const wxServerSdk = createRequire(require.resolve('wx-server-sdk'))
const sdks = [
  ['@cloudbase/node-sdk', packageFolder(require.resolve('@cloudbase/node-sdk'))],
  ['the SDK inside wx-server-sdk', packageFolder(wxServerSdk.resolve('@cloudbase/node-sdk'))],
] as const

/** The suite has 205 cases in 21 files and skips 9 of them itself. */
const FILES = 21
const SKIPPED_UPSTREAM = 9
const PASSING_AT_LEAST = 194

describe.each(sdks)("Tencent's own database suite against %s", (_name, sdk) => {
  let cloud: Cloud
  let report: Report
  const names = (status: string) =>
    report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter((result) => result.status === status)
      .map(({ fullName }) => fullName)
      .sort()

  beforeAll(async () => {
    cloud = await startCloud({ env: 'conformance-test' })
    report = await runSuite(cloud, sdk)
  }, 180_000)
  afterAll(() => cloud.stop())

  test('every file of it runs', () => {
    const broken = report.testResults.filter(
      ({ assertionResults }) => assertionResults.length === 0,
    )
    expect(broken.map(({ name, message }) => `${name}: ${message}`)).toEqual([])
    expect(report.testResults).toHaveLength(FILES)
  })

  test('exactly the expected cases fail', () => {
    const failed = names('failed')
    const messages = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ fullName }) => failed.includes(fullName) && !isExpected(fullName))
      .map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n')}`)
    expect(messages).toEqual([])
    expect(failed).toEqual(expectedFailures.map(({ name }) => name).sort())
  })

  test(`at least ${PASSING_AT_LEAST} pass, and no more are skipped than upstream`, () => {
    expect(names('passed').length).toBeGreaterThanOrEqual(PASSING_AT_LEAST)
    expect(names('pending')).toHaveLength(SKIPPED_UPSTREAM)
  })
})

function isExpected(fullName: string): boolean {
  return expectedFailures.some(({ name }) => name === fullName)
}

async function runSuite(cloud: Cloud, sdk: string): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  const file = join(folder, 'report.json')
  const jest = join(dirname(require.resolve('jest/package.json')), 'bin', 'jest.js')
  try {
    await promisify(execFile)(
      process.execPath,
      [
        jest,
        '-c',
        join(__dirname, 'upstream', 'jest.config.mjs'),
        '-i',
        '--json',
        '--outputFile',
        file,
      ],
      {
        maxBuffer: 64 * 1024 * 1024,
        env: {
          ...process.env,
          ...cloud.environment,
          // The suite compares dates with Beijing time.
          TZ: 'Asia/Shanghai',
          CONFORMANCE_SDK: sdk,
          TEST_ENV: cloud.env,
          TEST_SECRET_ID: cloud.environment.TENCENTCLOUD_SECRETID,
          TEST_SECRET_KEY: cloud.environment.TENCENTCLOUD_SECRETKEY,
        },
      },
    ).catch((error: { code?: unknown }) => {
      // Jest ends with 1 when a test failed; which ones, the report says.
      if (error.code !== 1) throw error
    })
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The folder of the package that `entry` belongs to. */
function packageFolder(entry: string): string {
  const marker = join('node_modules', '@cloudbase', 'node-sdk')
  return entry.slice(0, entry.lastIndexOf(marker) + marker.length)
}
