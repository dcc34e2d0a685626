import type { Document } from '../../../local/cloud/ejson'
import { type Client, openClient, schemaOf } from './harness'

/** Conditions and expressions that are large, or would fill the memory. For those without end, see `stopped.test.ts`. */

const REFUSED = { code: 'DATABASE_REQUEST_FAILED' }
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
  test('that is harmless still finds all, in order and as many as asked', async () => {
    const rows = Array.from({ length: 350 }, (_, i) => ({
      _id: `row ${String(i).padStart(3, '0')}`,
      text: i % 2 ? `odd ${i}` : 'even',
    }))
    await db.add('things', ...rows)
    const odd = await db.get('things', { text: /^odd/ }, { limit: 1000 })
    expect(odd).toHaveLength(175)
    const some = await db.get(
      'things',
      { _id: /^row/ },
      { order: { _id: 1 }, offset: 99, limit: 3 },
    )
    expect(some.map(({ _id }) => _id)).toEqual(['row 099', 'row 100', 'row 101'])
    expect(db.work.documentsExamined).toBe(102)
    expect(await db.remove('things', { _id: /^row/ })).toBe(350)
  })

  test('that matches no letters is found once at each place', async () => {
    const [row] = await db.aggregate(
      'things',
      { $match: { _id: 'a' } },
      { $project: { _id: 0, all: { $regexFindAll: { input: '$text', regex: /x*|(n)/ } } } },
    )
    expect(row!.all).toEqual([0, 1, 2, 3, 4].map((idx) => ({ match: '', idx, captures: [null] })))
  })
})

describe('an aggregation', () => {
  const doubled = (times: number): unknown =>
    times === 0
      ? [1]
      : {
          $let: { vars: { half: doubled(times - 1) }, in: { $concatArrays: ['$$half', '$$half'] } },
        }

  test.each<[string, Document]>([
    ['a list of a billion numbers', { $project: { x: { $range: [0, 1e9] } } }],
    ['a list of a billion numbers downwards', { $project: { x: { $range: [1e9, 0, -1] } } }],
    ['a list doubled 24 times', { $project: { x: doubled(24) } }],
    [
      'a thousand lists of a million numbers',
      {
        $project: {
          x: { $map: { input: { $range: [0, 1000] }, as: 'k', in: { $range: [0, 1e6] } } },
        },
      },
    ],
    [
      'a text doubled 40 times',
      {
        $project: {
          x: {
            $reduce: {
              input: { $range: [0, 40] },
              initialValue: 'x',
              in: { $concat: ['$$value', '$$value'] },
            },
          },
        },
      },
    ],
    ['fewer than no rows', { $sample: { size: -1 } }],
    [
      'rows between two that are far apart',
      { $densify: { field: 'n', range: { step: 1, bounds: [0, 1e12] } } },
    ],
  ])('%s is refused', async (_what, stage) => {
    await expect(db.aggregate('things', stage)).rejects.toMatchObject(REFUSED)
  })
})

test('a hundred thousand values to choose from are looked up, not compared each with each', async () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => `k${i}`)
  // Each with each takes minutes.
  expect(await db.get('things', { _id: { $in: [...ids, 'a'] }, n: { $nin: ids } })).toHaveLength(1)
})

test('a join whose rows are cut off looks for those alone', async () => {
  await db.add('things', ...Array.from({ length: 200 }, (_, i) => ({ _id: `j${i}`, text: 'join' })))
  const joined = await db.aggregate(
    'things',
    { $match: { text: 'join' } },
    { $lookup: { from: 'things', localField: '_id', foreignField: '_id', as: 'same' } },
    { $limit: 3 },
  )
  expect(joined.map(({ same }) => (same as Document[]).length)).toEqual([1, 1, 1])
  expect(db.work.documentsExamined).toBe(203)
  const sample = await db.aggregate('things', { $sample: { size: 1000 } }, { $limit: 1000 })
  expect(new Set(sample.map(({ _id }) => _id)).size).toBe(202)
  await db.remove('things', { text: 'join' })
})

test('a date outside of the calendar is an error, not a date that nobody can read', async () => {
  const last = new Date(8_640_000_000_000_000)
  await expect(
    db.aggregate('things', { $project: { next: { $add: [last, 1] } } }),
  ).rejects.toMatchObject({ ...REFUSED, message: expect.stringContaining('date') })
})
