import type * as v from 'valibot'
import type { AnswerRecord } from '../../typings/ask'
import type { ActionName, ErrorsOf, InputOf, OutputOf } from '../../typings/contract'
import type { Session } from '../../typings/organisation'
import type { Database } from './db'
import { Refusal } from './errors'
import type { WeChat } from './wechat'

/** An organisation an action is about; the path decides who is above it. */
export interface Subject {
  orgId: string
  path: string[]
}

/** The document an action is about, read together with the session; missing, the call ends as `notFound`. */
export interface Target<Input, Document> {
  collection: string
  id: (input: Input) => string
  /** Another document under this id is none: the call ends as `notFound`. */
  is: (document: Document) => boolean
  /** Never set: carries the document's type. */
  readonly document?: Document
}

/** Declares an action's target; `is` tells its documents from others of the collection. */
export function documentIn<Document>(
  collection: string,
  is: (document: Document) => boolean = () => true,
) {
  return <Input>(id: (input: Input) => string): Target<Input, Document> => ({ collection, id, is })
}

/** What an action works with. Everything it may touch is here; it has no other way to the outside. */
export interface Context<Name extends ActionName> {
  /** The platform's identity of the caller. */
  openid: string
  /** Server time of this call, the same for everything it writes. */
  now: Date
  db: Database
  wechat: WeChat
  /** Ends the call with an error of the action's contract. */
  refuse(code: ErrorsOf<Name>, detail?: Record<string, string | number>): never
}

/** The caller of an action that only joined people may use. */
export interface MemberContext<Name extends ActionName> extends Context<Name> {
  session: Session
  /** What the access table says of another action, so that a page shows no button that would be refused. */
  may(name: ActionName, subject: Subject): boolean
}

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never
type Schema<Name extends ActionName> = v.GenericSchema<unknown, InputOf<Name>>

interface Declaration<Name extends ActionName, S extends Schema<Name>, TargetDocument> {
  /** Parses the input; its type must be the contract's, in both directions. */
  input: S & Same<v.InferOutput<S>, InputOf<Name>>
  target?: Target<InputOf<Name>, TargetDocument>
  /** The ask whose answers by the caller `run` needs as `mine`; read together with the session. */
  answersTo?: (input: InputOf<Name>) => string
  /**
   * Organisations the call is about: with paths where they are known (from the target or the session), else
   * ids, which the kernel resolves: `orgId` of the input costs no request. Needed when the access table says `about: 'organisations'`.
   */
  subjects?: (
    input: InputOf<Name>,
    known: { target: TargetDocument; session: Session; now: Date },
  ) => (Subject | string)[]
}

/** An action for joined people. */
export interface MemberAction<
  Name extends ActionName,
  S extends Schema<Name>,
  TargetDocument,
  Prefetched,
> extends Declaration<Name, S, TargetDocument> {
  /** Reads that depend on the input alone, made while the session is read and thrown away if the call is refused. */
  prefetch?: (db: Database, input: InputOf<Name>) => Promise<Prefetched>
  run: (
    context: MemberContext<Name>,
    input: InputOf<Name>,
    known: { target: TargetDocument; prefetched: Prefetched; mine: AnswerRecord[] },
  ) => Promise<OutputOf<Name>>
}

/** An action that anyone with a WeChat may call: joining, and the first call of a start. */
export interface OpenAction<Name extends ActionName, S extends Schema<Name>> {
  input: S & Same<v.InferOutput<S>, InputOf<Name>>
  run: (
    context: Context<Name> & { session: Session | null },
    input: InputOf<Name>,
  ) => Promise<OutputOf<Name>>
}

/** An action as `serve` holds it, its types erased. */
export interface RegisteredAction {
  name: ActionName
  open: boolean
  input: v.GenericSchema
  target:
    | { collection: string; id: (input: never) => string; is: (document: never) => boolean }
    | undefined
  answersTo: ((input: never) => string) | undefined
  subjects: ((input: never, known: never) => (Subject | string)[]) | undefined
  prefetch: ((db: Database, input: never) => Promise<unknown>) | undefined
  run: (context: never, input: never, known: never) => Promise<unknown>
}

/** Declares an action for joined people. */
export function action<
  Name extends ActionName,
  S extends Schema<Name>,
  TargetDocument = undefined,
  Prefetched = undefined,
>(name: Name, declaration: MemberAction<Name, S, TargetDocument, Prefetched>): RegisteredAction {
  return {
    name,
    open: false,
    input: declaration.input,
    target: declaration.target,
    answersTo: declaration.answersTo,
    subjects: declaration.subjects,
    prefetch: declaration.prefetch,
    run: declaration.run,
  }
}

/** Declares an action for anyone. */
export function openAction<Name extends ActionName, S extends Schema<Name>>(
  name: Name,
  declaration: OpenAction<Name, S>,
): RegisteredAction {
  return {
    name,
    open: true,
    input: declaration.input,
    target: undefined,
    answersTo: undefined,
    subjects: undefined,
    prefetch: undefined,
    run: declaration.run,
  }
}

/** The `refuse` of a context. */
export function refuse(
  code: ConstructorParameters<typeof Refusal>[0],
  detail?: Record<string, string | number>,
): never {
  throw new Refusal(code, detail)
}
