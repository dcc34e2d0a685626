import { type Client, openClient, schemaOf } from './harness'

/** Conditions and expressions that would never end: an error, and others go on. */

const MOST_TIME = 400

jest.mock('../../../local/cloud/database/limits', () => ({
  ...jest.requireActual('../../../local/cloud/database/limits'),
  EVALUATION_MOST_TIME: 400,
}))

const TIMEOUT = { code: 'SERVER_TIMEOUT', message: expect.stringContaining(`${MOST_TIME} ms`) }
/** Tries every way to part the letters before it finds that none fits. */
const CATASTROPHIC = /^(a+)+$/

let db: Client
const text = `${'a'.repeat(60)}!`
const before = [
  { _id: 'a', text: 'fine' },
  { _id: 'b', text, list: [text], n: 1 },
]
beforeAll(async () => {
  db = await openClient(schemaOf({ things: { text: 'text' } }))
  await db.add('things', ...before)
})
afterEach(async () => {
  expect(await db.get('things')).toEqual(before)
})
afterAll(() => db.database.stop())

describe('a regular expression', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['of a query', () => db.get('things', { text: CATASTROPHIC })],
    ['that says what to pull', () => db.update('things', {}, { $pull: { list: CATASTROPHIC } })],
    [
      'of a projection',
      () => {
        const hit = { $regexMatch: { input: '$text', regex: CATASTROPHIC } }
        return db.get('things', {}, { projection: { hit } })
      },
    ],
  ])('%s is stopped', async (_what, ask) => {
    await expect(ask()).rejects.toMatchObject(TIMEOUT)
  })
})

describe('an aggregation', () => {
  /** Each level goes over the thousand numbers again. */
  const nested = (levels: number): unknown =>
    levels === 0
      ? 1
      : { $sum: { $map: { input: { $range: [0, 1000] }, as: 'k', in: nested(levels - 1) } } }

  test('that counts for ever is stopped', async () => {
    await expect(db.aggregate('things', { $project: { sum: nested(4) } })).rejects.toMatchObject(
      TIMEOUT,
    )
  })
})

test('the limit is five seconds otherwise', () => {
  const { EVALUATION_MOST_TIME } = jest.requireActual('../../../local/cloud/database/limits')
  expect(EVALUATION_MOST_TIME).toBe(5000)
})
