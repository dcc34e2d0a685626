import fc from 'fast-check'
import { sortDocuments, sortOf } from '../../../local/cloud/database/sort'
import type { Document } from '../../../local/cloud/ejson'
import { type Client, openClient, schemaOf } from './harness'

/*
 * The same documents in a collection with indexes and in one without; whatever is asked of both, the answers
 * are the same. Values come from a small world, so that conditions meet them and each other.
 */

const number = fc.integer({ min: 0, max: 3 })

const odd = fc.constantFrom(
  ...[null, true, false, 0.5, -0, 1e20, Number.NaN, Number.POSITIVE_INFINITY],
  ...['', 'a', 'ab', 'abc', 'b', 'B', 'a\0', '中', '\u{1f600}', '\uffff'],
  ...[new Date(0), new Date(1e12), new Date(-5)],
)

/** Longer than a key of an index. */
const long = fc.constantFrom('long'.repeat(600), `${'long'.repeat(600)}er`)

const scalar = fc.oneof(
  { weight: 7, arbitrary: number },
  { weight: 2, arbitrary: odd },
  { weight: 1, arbitrary: long },
)

const part = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] })

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(part, { maxLength: 3 }) },
  { weight: 1, arbitrary: part },
)

const document: fc.Arbitrary<Document> = fc.record(
  // Two arrays in one index are refused, so only `a` and its parts may be arrays.
  { a: leaf, b: scalar, c: scalar },
  { requiredKeys: [] },
)

const path = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'a.x', 'a.x', 'a.y', 'a.0', 'c', '_id')

const operators: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  scalar.map(($eq) => ({ $eq })),
  scalar.map(($ne) => ({ $ne })),
  fc.array(scalar, { maxLength: 4 }).map(($in) => ({ $in })),
  fc.array(scalar, { maxLength: 2 }).map(($nin) => ({ $nin })),
  fc.tuple(fc.constantFrom('$gt', '$gte'), scalar).map(([name, value]) => ({ [name]: value })),
  fc.tuple(fc.constantFrom('$lt', '$lte'), scalar).map(([name, value]) => ({ [name]: value })),
  fc.array(number, { minLength: 2, maxLength: 3 }).map(($in) => ({ $in })),
  fc.array(number, { minLength: 2, maxLength: 3 }).map(($in) => ({ $in })),
  fc.tuple(fc.array(number, { minLength: 2 }), number).map(([$in, $gt]) => ({ $in, $gt })),
  fc.tuple(number, number).map(([$gte, $lt]) => ({ $gte, $lt })),
  fc.tuple(scalar, scalar).map(([$gt, $lte]) => ({ $gt, $lte })),
  fc.boolean().map(($exists) => ({ $exists })),
  fc.constantFrom(/^a/, /^ab?/, /b/, /^A/i, /^(a|b)/),
  fc.constantFrom({ $elemMatch: { x: 1 } }, { $elemMatch: { $gt: 0 } }, { $size: 1 }, [], [1]),
  scalar.map((value) => ({ $not: { $gt: value } })),
)

const condition: fc.Arbitrary<Document> = fc
  .array(fc.tuple(path, operators), { maxLength: 2 })
  .map((entries) => Object.fromEntries(entries))

const filter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 4, arbitrary: condition },
  fc.array(condition, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })),
  fc
    .tuple(condition, fc.array(condition, { minLength: 1, maxLength: 2 }))
    .map(([outer, $or]) => ({ ...outer, $or })),
  fc.array(condition, { minLength: 1, maxLength: 2 }).map(($and) => ({ $and })),
)

const SORTS: Document[] = [
  ...[{ a: 1 }, { a: -1 }, { b: 1 }, { b: -1 }, { c: -1 }, { 'a.x': 1 }, {}],
  ...[{ c: 1 }, { b: 1, c: 1 }, { b: -1, c: 1 }, { a: 1, b: -1 }, { b: 1, a: 1 }],
]
const order = fc.constantFrom(...SORTS)

const compoundKeys = fc.constantFrom(
  ...['a b', 'b a', 'b -a', 'a -b', 'a.x b', 'a.x a.y', 'a.x -a.y', 'b c', '-b c', 'b -c'],
  ...['b c _id', 'b _id', 'a _id', 'a b c', 'a c b', 'b a.x c'],
)
const indexKeys = fc.oneof(
  compoundKeys,
  fc.constantFrom('a', '-a', 'b', '-b', 'c', 'a.x', '-a.x', 'a.0', '-_id'),
)

const change: fc.Arbitrary<Document> = fc.oneof(
  leaf.map((a) => ({ $set: { a } })),
  scalar.map((b) => ({ $set: { b } })),
  fc.constant({ $unset: { c: '' } }),
)

/** Asks for some values of an index's first parts, in the order of the others or in its reverse. */
const shape = fc.record({
  fixed: fc.constantFrom(0, 1, 1, 2),
  values: fc.array(fc.uniqueArray(number, { minLength: 2, maxLength: 3 }), {
    minLength: 2,
    maxLength: 2,
  }),
  reverse: fc.boolean(),
  offset: fc.integer({ min: 0, max: 2 }),
  limit: fc.integer({ min: 1, max: 12 }),
})

function shaped(index: string, { fixed, values, reverse, offset, limit }: Shape): Query {
  const parts = index.split(' ').map((key) => ({
    name: key.replace('-', ''),
    direction: key.startsWith('-') === reverse ? 1 : -1,
  }))
  const rest = parts.slice(fixed).map(({ name, direction }) => [name, direction])
  const where = parts.slice(0, fixed).map(({ name }, at) => [name, { $in: values[at] }])
  return {
    filter: Object.fromEntries(where),
    order: Object.fromEntries(rest),
    offset,
    limit,
  }
}

interface Query {
  filter: Document
  order: Document
  offset: number
  limit: number
}
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never

const run = fc.record({
  documents: fc.array(document, { minLength: 10, maxLength: 30 }),
  indexes: fc.tuple(compoundKeys, indexKeys),
  /** Indexes are built over the documents rather than filled by them. */
  late: fc.boolean(),
  changes: fc.array(fc.tuple(condition, change), { maxLength: 2 }),
  removal: fc.option(condition),
  shapes: fc.array(shape, { minLength: 3, maxLength: 6 }),
  queries: fc.array(
    fc.record({
      filter,
      order,
      offset: fc.integer({ min: 0, max: 3 }),
      limit: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 8 },
  ),
})

let db: Client
beforeAll(async () => {
  db = await openClient(schemaOf({}))
})
afterAll(() => db.database.stop())

test('planned and unplanned answers are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      run,
      async ({ documents, indexes, late, changes, removal, shapes, queries }) => {
        const named = Object.fromEntries(indexes.map((keys, at) => [`index${at}`, keys]))
        db.database.declare(schemaOf({}))
        db.database.reset()
        db.database.declare(
          schemaOf(late ? { plain: {}, indexed: {} } : { plain: {}, indexed: named }),
        )
        const withId = documents.map((fields, at) => ({ _id: at % 2 ? `d${at}` : at, ...fields }))
        await onBoth((name) => db.add(name, ...withId))
        if (late) db.database.declare(schemaOf({ plain: {}, indexed: named }))
        for (const [where, what] of changes) await onBoth((name) => db.update(name, where, what))
        if (removal !== null) await onBoth((name) => db.remove(name, removal))
        for (const query of [...queries, ...shapes.map((one) => shaped(indexes[0]!, one))])
          await compare(query)
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 100) },
  )
})

async function onBoth(act: (collection: string) => Promise<unknown>): Promise<void> {
  const [plain, indexed] = [await outcome(act('plain')), await outcome(act('indexed'))]
  expect(indexed).toEqual(plain)
}

async function compare({ filter: where, order: by, offset, limit }: Query): Promise<void> {
  await onBoth((name) => db.count(name, where))
  // Without an order, any is right.
  await onBoth(async (name) => (await db.get(name, where)).map(idOf).sort())
  // Ties may come in any order, so `_id` breaks them.
  await onBoth((name) => db.get(name, where, { order: { ...by, _id: 1 }, offset, limit }))
  // Without `_id`, whatever the ties: what is in order stays as it is when it is sorted.
  const found = await db.get('indexed', where, { order: by, limit: 1000 })
  expect(sortDocuments(found, (one) => one, sortOf(by))).toEqual(found)
  const [first] = Object.values(by)
  await onBoth((name) =>
    db.get(name, where, { order: { ...by, _id: (first as number) ?? -1 }, offset, limit }),
  )
  await onBoth((name) =>
    db.aggregate(name, { $match: where }, { $sort: { ...by, _id: 1 } }, { $limit: limit }),
  )
}

async function outcome(result: Promise<unknown>): Promise<unknown> {
  try {
    return await result
  } catch (error) {
    return (error as Error).message.replaceAll('indexed', 'plain')
  }
}

const idOf = ({ _id }: Document) => JSON.stringify(_id)
