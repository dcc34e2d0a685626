import fc from 'fast-check'
import { ACCESS } from '../../../cloudfunctions/kernel/access/table'
import { readSchema } from '../../../local/cloud/schema'
import type { ActionName } from '../../../typings/contract'
import { withCompany } from '../company'
import { type Mutant, mutantsOf, pathsIn, withValue } from './mutants'
import { type Scene, STRANGER, setScene } from './scene'

const ACTIONS = Object.keys(ACCESS) as ActionName[]
const FUNCTIONS = [...new Set(ACTIONS.map((action) => functionOf(action)))]
const RUNS = 600

/** Collections of study that are named as what the contract calls their contents. */
const STUDY_FIELDS = [
  'questions',
  'subjects',
  'quizzes',
  'papers',
  'attempts',
  'mistakes',
  'credits',
  'answers',
  'tries',
]

/** What an answer may never tell: where the code stands, what the database is called and says. */
const INTERNALS = new RegExp(
  [
    'node_modules',
    '\\.js\\b',
    '\\bat (async )?\\w+ \\(',
    'TypeError',
    'DATABASE_',
    'wx-',
    `\\b(${namesOfCollections().join('|')})\\b`,
  ].join('|'),
)

const company = withCompany()
let scene: Scene
beforeAll(async () => {
  scene = await setScene(company)
})

function functionOf(action: string): string {
  return action.split('.')[0] ?? ''
}

function namesOfCollections(): string[] {
  // Without those that are also names of fields or functions.
  const common = new Set([
    ...['members', 'notices', 'organisations', 'groups', 'settings'],
    ...['meetings', 'attendance', 'leaves', 'motions', 'minutes', 'followUps'],
    ...STUDY_FIELDS,
  ])
  return readSchema('cloudbaserc.json')
    .collections.map(({ collectionName }) => collectionName)
    .filter((name) => !common.has(name))
}

/** Somebody whom the table lets call the action, so that only its input can stop them. */
function callerFor(action: ActionName): string {
  const row = ACCESS[action]
  if (row.about === 'anyone') return STRANGER
  if (row.about === 'self') return 'p-member-own'
  for (const relation of ['own', 'above'] as const) {
    const [holder] = (row.allow[relation] ?? []).filter((each) => each !== 'member')
    if (holder !== undefined) return `p-${holder}-${relation}`
  }
  if (row.allow.own?.includes('member')) return 'p-member-own'
  throw new Error(`nobody may call ${action}`)
}

/** Sends an event as it stands, and tells what the call asked of the database. */
async function send(functionName: string, event: unknown, openid: string) {
  const outcome = await company.cloud.invoke(functionName, event, { openid })
  if ('error' in outcome) return { answer: outcome.error, operations: outcome.operations }
  return { answer: outcome.result, operations: outcome.operations }
}

/** A refusal as the contract has it, and nothing else in it. */
function refusalWith(code: unknown) {
  return { ok: false, error: { code, message: expect.any(String), retry: expect.any(Boolean) } }
}

test.each(ACTIONS)('%s: no wrong input comes past the parser', async (action) => {
  const openid = callerFor(action)
  const mutants = mutantsOf(action, scene.inputsOf(openid)[action])
  const passed: (Mutant & { answer: unknown })[] = []
  for (const { what, input } of mutants) {
    const { answer, operations } = await send(functionOf(action), { action, input }, openid)
    const { error } = answer as { error?: { code?: string; detail?: { field?: string } } }
    const { detail: _, ...plain } = error ?? {}
    const isRefusal =
      operations === 0 &&
      JSON.stringify(Object.keys(plain).sort()) === '["code","message","retry"]' &&
      error?.code === 'badInput' &&
      JSON.stringify(answer).length < 500 &&
      !INTERNALS.test(JSON.stringify(answer))
    if (!isRefusal) passed.push({ what, input: undefined, answer })
  }
  expect(passed).toEqual([])
  expect(mutants.length).toBeGreaterThanOrEqual(6)
})

describe.each(FUNCTIONS)('%s', (name) => {
  const events: [string, unknown, string][] = [
    ['null', null, 'badInput'],
    ['an array', [], 'badInput'],
    ['a text', 'member.session', 'badInput'],
    ['empty', {}, 'badInput'],
    ['with an action that is a number', { action: 1, input: {} }, 'badInput'],
    ['with an action that is an operator', { action: { $ne: null }, input: {} }, 'badInput'],
    ['with an action of a megabyte', { action: 'x'.repeat(1_000_000), input: {} }, 'badInput'],
    ['with an unknown action', { action: `${name}.nothing`, input: {} }, 'unknownAction'],
    ['with an action of a prototype', { action: '__proto__', input: {} }, 'unknownAction'],
    ['with an inherited action', { action: 'toString', input: {} }, 'unknownAction'],
  ]
  test.each(events)('an event that is %s', async (_, event, code) => {
    const { answer, operations } = await send(name, event, 'p-administrator-own')
    expect(answer).toMatchObject(refusalWith(code))
    expect(answer).not.toHaveProperty('error.incident')
    expect(operations).toBe(0)
  })
})

test('who one claims to be beside the input counts for nothing', async () => {
  const forged = { openid: 'p-member-own', userInfo: { openId: 'p-member-own' }, groupOpenID: 'g' }
  const event = { action: 'member.today', input: {}, ...forged }
  expect((await send('member', event, STRANGER)).answer).toMatchObject(refusalWith('notJoined'))
})

test('whatever is put into an input, the answer is one of the contract', async () => {
  const step = fc.constantFrom(...ACTIONS).chain((action) => {
    const valid = scene.inputsOf(callerFor(action))[action]
    const paths = [...pathsIn(valid), ['added']]
    return fc.record({
      action: fc.constant(action),
      valid: fc.constant<unknown>(valid),
      path: fc.constantFrom(...paths),
      value: fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.record({ $ne: fc.constant(null) }),
        fc.constantFrom('__proto__', 'constructor', '0000-13-99', '9999-12-31T23:59:59.999Z'),
      ),
    })
  })
  await fc.assert(
    fc.asyncProperty(step, async ({ action, valid, path, value }) => {
      const input = withValue(valid, path, value)
      const { answer } = await send(functionOf(action), { action, input }, callerFor(action))
      const { ok, error } = answer as { ok?: boolean; error?: { code: string } }
      if (ok === true) return
      expect(answer).toMatchObject(refusalWith(expect.any(String)))
      expect(error?.code).not.toBe('internal')
      expect(JSON.stringify(answer)).not.toMatch(INTERNALS)
    }),
    { numRuns: RUNS },
  )
})
