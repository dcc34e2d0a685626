/** A test of the upstream suite that fails here, and why that is right. */
export interface ExpectedFailure {
  /** Full name: all `describe`s and the test, joined by spaces. */
  name: string
  reason: string
}

/**
 * What the suite in @cloudbase/node-sdk@2.10.0 expects and does not get, for every SDK it is run against.
 * A failure that is not listed breaks the build, and so does a listed test that passes.
 */
export const expectedFailures: ExpectedFailure[] = [
  {
    name: 'geoNear geoNear with distance limit',
    reason:
      'Compares a distance of 4384 m with the service to the last bit of a double; ours differs by less than a nanometre.',
  },
  {
    name: 'test/index.test.ts 验证throwOnCode',
    reason:
      'Wants `throwOnCode: false`, with which SDK 2 gave errors back as values. SDK 3 has no such option and throws; the code it throws is the expected one.',
  },
]
