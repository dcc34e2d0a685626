import { ACCESS, type AccessRow } from '../../../cloudfunctions/kernel/access/table'
import type { ActionName } from '../../../typings/contract'
import type { Answer, ErrorCode } from '../../../typings/errors'
import { withCompany } from '../company'
import { differences, RELATIONS, type Rights, readDocument, rightsOf } from './document'
import {
  HOLDERS,
  LEAVER,
  PERSONAS,
  type Persona,
  type Scene,
  STRANGER,
  setScene,
  UNCONSENTED,
} from './scene'

const DOCUMENT = readDocument()
/** What a refusal may ask of the database. */
const READS = new Set([
  'database.getDocument',
  'database.calculateDocument',
  'database.aggregateDocuments',
])
const ACTIONS = Object.keys(ACCESS) as ActionName[]
const TABLE = new Map(ACTIONS.map((action) => [action as string, rightsOf(ACCESS[action])]))

describe('the table and the page that explains it', () => {
  test('say the same of every action', () => {
    expect(differences(TABLE, DOCUMENT)).toEqual([])
  })

  test('differ as soon as a single cell is flipped', () => {
    let flipped = 0
    for (const action of ACTIONS) {
      const row = ACCESS[action]
      if (row.about !== 'organisations') continue
      for (const relation of RELATIONS) {
        for (const holder of HOLDERS) {
          const before = row.allow[relation] ?? []
          const after = before.includes(holder)
            ? before.filter((each) => each !== holder)
            : [...before, holder]
          const changed: AccessRow = { ...row, allow: { ...row.allow, [relation]: after } }
          expect(differences(withRow(action, changed), DOCUMENT)).toEqual([
            `${action} ${relation}:${holder}`,
          ])
          flipped += 1
        }
      }
    }
    const about = ACTIONS.filter((action) => ACCESS[action].about === 'organisations')
    expect(flipped).toBe(about.length * RELATIONS.length * HOLDERS.length)
  })

  test.each(ACTIONS)('%s: differ when its exceptions change, or it goes missing', (action) => {
    const rights = rightsOf(ACCESS[action])
    const changes: Partial<Rights>[] = [
      { withoutConsent: !rights.withoutConsent },
      { leavers: !rights.leavers },
      { match: rights.match === 'every' ? 'some' : 'every' },
      { about: rights.about === 'self' ? 'anyone' : 'self' },
    ]
    for (const change of changes) {
      const changed = new Map(TABLE).set(action, { ...rights, ...change })
      expect(differences(changed, DOCUMENT)).toEqual([`${action} ${Object.keys(change)[0]}`])
    }
    const without = new Map(TABLE)
    without.delete(action)
    expect(differences(without, DOCUMENT)).toEqual([`${action} is missing`])
    const fewer = new Map(DOCUMENT)
    fewer.delete(action)
    expect(differences(TABLE, fewer)).toEqual([`${action} is missing`])
  })

  function withRow(action: ActionName, row: AccessRow) {
    return new Map(TABLE).set(action, rightsOf(row))
  }
})

describe('on a running cloud', () => {
  const company = withCompany()
  let scene: Scene
  beforeAll(async () => {
    scene = await setScene(company)
  })

  const CALLERS: (Persona | string)[] = [...PERSONAS, STRANGER, LEAVER, UNCONSENTED]
  const openidOf = (caller: Persona | string) =>
    typeof caller === 'string' ? caller : caller.openid

  /** The code with which a caller is refused; `null` when the document lets them in. */
  function refusalOf({ about, cells, withoutConsent, leavers }: Rights, caller: Persona | string) {
    if (caller === STRANGER) return about === 'anyone' ? null : 'notJoined'
    if (caller === LEAVER) return leavers ? null : 'left'
    if (caller === UNCONSENTED) return withoutConsent ? null : 'consentNeeded'
    if (typeof caller === 'string') throw new Error(`nobody knows ${caller}`)
    if (about !== 'organisations') return null
    return cells.has(`${caller.relation}:${caller.holder}`) ? null : 'forbidden'
  }

  /** Where no organisation is asked about, one of each post and a member of each place stand for all. */
  const differs = (caller: Persona | string) =>
    typeof caller === 'string' || caller.relation === 'own' || caller.holder === 'member'

  /** What a caller is told, and what that asked of the database. */
  async function answerOf(action: ActionName, caller: Persona | string) {
    const openid = openidOf(caller)
    const event = { action, input: scene.inputsOf(openid)[action] }
    const outcome = await company.cloud.invoke(action.split('.')[0] ?? '', event, { openid })
    if ('error' in outcome) throw new Error(`${action}: ${outcome.error.message}`)
    const answer = outcome.result as Answer<unknown, ErrorCode>
    const asked = company.cloud.operations.recent(outcome.invocationId).map((each) => each.action)
    return { openid, code: answer.ok ? 'done' : answer.error.code, asked }
  }

  test.each(ACTIONS)('%s: each caller', async (action) => {
    const rights = DOCUMENT.get(action)
    if (rights === undefined) throw new Error('not in the document')
    await scene.restore()
    const callers = CALLERS.filter((caller) => rights.about === 'organisations' || differs(caller))
    const refused = callers.filter((caller) => refusalOf(rights, caller) !== null)
    const allowed = callers.filter((caller) => refusalOf(rights, caller) === null)

    const answers = []
    for (const caller of refused) {
      const { openid, code, asked } = await answerOf(action, caller)
      answers.push([openid, code, asked.filter((each) => !READS.has(each))])
    }
    const refusals = refused.map((caller) => [openidOf(caller), refusalOf(rights, caller), []])
    expect(answers).toEqual(refusals)

    for (const caller of allowed) {
      const { openid, code } = await answerOf(action, caller)
      // Told to leavers by the action itself, which they may call to hear it.
      const isTold = action === 'member.session' && caller === LEAVER
      expect([openid, isTold ? code === 'left' : !REFUSALS.has(String(code)), code]).toEqual([
        openid,
        true,
        code,
      ])
    }
  })
})

/** Codes of which none may come where the document lets somebody in; nor may a crash or a malformed call. */
const REFUSALS = new Set([
  'forbidden',
  'notJoined',
  'left',
  'consentNeeded',
  'internal',
  'unknownAction',
])
