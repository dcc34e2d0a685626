import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { localDate } from '../../cloudfunctions/rules/calendar'
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud/cloud'
import { readSchema } from '../../local/cloud/schema'
import { generateCompany } from '../../local/demo/company'
import { documentsOf } from '../../local/demo/documents'
import type { ActionName, ErrorsOf, InputOf, OutputOf } from '../../typings/contract'
import type { Answer } from '../../typings/errors'
import type { Member, Organisation, Session } from '../../typings/organisation'

const ROOT = join(__dirname, '../..')

/** What `npm run build` leaves. */
const BUILT_FUNCTIONS = join(ROOT, 'dist/cloudfunctions')

/** Every sixth person of the demo company has not joined. */
const EVERY_NTH_NOT_JOINED = 6

/** Somebody with a WeChat. */
export interface Caller {
  readonly openid: string
  /**
   * Calls an action as their phone does.
   * @throws when the function did not answer at all: what the platform said
   */
  call<Name extends ActionName>(
    name: Name,
    input: InputOf<Name>,
  ): Promise<Answer<OutputOf<Name>, ErrorsOf<Name>>>
  /**
   * As `call`, for what must succeed: answers the data.
   * @throws when it was refused: the code
   */
  does<Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>
  /** As `call`, for what must be refused: answers the code, or `done`. */
  tries<Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<ErrorsOf<Name> | 'done'>
}

/** A running cloud with the demo company in it. */
export interface Company {
  readonly cloud: Cloud
  /** As they were seeded, superiors first. */
  readonly organisations: readonly Organisation[]
  /** As they were seeded, branch by branch. The WeChat of who has joined is in `openid`. */
  readonly members: readonly Member[]
  as(openid: string): Caller
  /** Sends any event to a function and answers what it returned, whatever that is. */
  send(functionName: string, event: unknown, openid?: string): Promise<unknown>
  /** Puts documents into a collection, over those with the same id. */
  fill(collection: string, documents: readonly object[]): Promise<void>
  /** The lines of a collection, a document in each, that hold one of the texts. */
  linesWith(collection: string, texts: readonly string[]): Promise<string[]>
  /** All documents of a collection. */
  documents<Document = Record<string, unknown>>(collection: string): Promise<Document[]>
  /** One document, as it is now. */
  find<Document>(collection: string, id: string): Promise<Document | undefined>
  /** Every collection's lines, to be compared with an earlier or later copy. */
  snapshot(): Promise<Record<string, string[]>>
}

/** Starts a cloud in memory with the built functions and the demo company. Stop it with `company.cloud.stop()`. */
export async function openCompany(
  options: Pick<CloudOptions, 'concurrency'> = {},
): Promise<Company> {
  const cloud = await startCloud({
    ...options,
    functions: BUILT_FUNCTIONS,
    schema: readSchema(join(ROOT, 'cloudbaserc.json')),
    timersOnJumpsOnly: true,
  })
  const today = localDate(new Date())
  const seed = {
    organisations: [] as Organisation[],
    members: [] as Member[],
    sessions: [] as Session[],
  }
  const company = generateCompany({ size: 'demo', today })
  for (const { collection, document } of documentsOf(company, {
    today,
    everyNthNotJoined: EVERY_NTH_NOT_JOINED,
  }))
    (seed[collection] as object[]).push(document)
  for (const [collection, documents] of Object.entries(seed)) await fill(collection, documents)

  async function fill(collection: string, documents: readonly object[]): Promise<void> {
    await cloud.database.importLines(
      collection,
      documents.map((each) => JSON.stringify(each)),
    )
  }

  async function linesOf(collection: string): Promise<string[]> {
    // A test that looks again and again lets the cloud, which is in the same process, go on meanwhile.
    await turn()
    const lines: string[] = []
    for await (const line of cloud.database.exportLines(collection)) lines.push(line)
    return lines
  }

  const linesWith = async (collection: string, texts: readonly string[]) =>
    (await linesOf(collection)).filter((line) => texts.some((text) => line.includes(text)))

  const documents = async <Document>(collection: string) =>
    (await linesOf(collection)).map((line) => JSON.parse(line) as Document)

  async function send(functionName: string, event: unknown, openid?: string): Promise<unknown> {
    const outcome = await cloud.invoke(functionName, event, openid === undefined ? {} : { openid })
    if ('error' in outcome)
      throw new Error(`${functionName}: ${outcome.error.code} ${outcome.error.message}`)
    return outcome.result
  }

  function as(openid: string): Caller {
    const call: Caller['call'] = async (name, input) =>
      (await send(name.split('.')[0] ?? '', { action: name, input }, openid)) as never
    return {
      openid,
      call,
      async does(name, input) {
        const answer = await call(name, input)
        if (answer.ok) return answer.data
        throw new Error(
          `${name}: ${answer.error.code} ${JSON.stringify(answer.error.detail ?? {})}`,
        )
      },
      async tries(name, input) {
        const answer = await call(name, input)
        return answer.ok ? 'done' : answer.error.code
      },
    }
  }

  return {
    cloud,
    organisations: seed.organisations,
    members: seed.members,
    as,
    send,
    fill,
    linesWith,
    documents,
    async find<Document>(collection: string, id: string) {
      const found = await linesWith(collection, [JSON.stringify(id)])
      return found
        .map((line) => JSON.parse(line) as Document & { _id: string })
        .find((each) => each._id === id)
    },
    async snapshot() {
      const lines = await Promise.all(
        cloud.database.collections().map(async (each) => [each, await linesOf(each)] as const),
      )
      return Object.fromEntries(lines)
    },
  }
}

/**
 * Gives the tests of this file, or of the `describe` it is called in, a company of their own. Only inside tests
 * and hooks.
 */
export function withCompany(options: Pick<CloudOptions, 'concurrency'> = {}): Company {
  let company: Company | undefined
  beforeAll(async () => {
    company = await openCompany(options)
  })
  afterAll(async () => {
    await company?.cloud.stop()
  })
  const opened = (): Company => {
    if (!company) throw new Error('withCompany: the company is there only inside tests and hooks')
    return company
  }
  return {
    get cloud() {
      return opened().cloud
    },
    get organisations() {
      return opened().organisations
    },
    get members() {
      return opened().members
    },
    as: (openid) => opened().as(openid),
    send: (functionName, event, openid) => opened().send(functionName, event, openid),
    fill: (collection, documents) => opened().fill(collection, documents),
    linesWith: (collection, texts) => opened().linesWith(collection, texts),
    documents: (collection) => opened().documents(collection),
    find: (collection, id) => opened().find(collection, id),
    snapshot: () => opened().snapshot(),
  }
}
